// Whether a photo is so dark that little can be seen on it: the same rule, with the same numbers, as the server's
// photo/light.rs. A hint for who made it, never a refusal.

/** Long edge of the picture that is looked at, in pixels. */
export const LIGHT_EDGE = 64;
// Steps of grey, of 255.
const MEAN_MIN = 48;
const DARK_GREY = 40;
const DARK_PERCENT_MIN = 75;

/** Judges pixels of four bytes: red, green, blue and one that does not count. */
export function isDark(pixels: Uint8ClampedArray): boolean {
  let [sum, dark] = [0, 0];
  const count = Math.floor(pixels.length / 4);
  for (let at = 0; at < count * 4; at += 4) {
    const [red, green, blue] = [pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0];
    const grey = Math.floor((299 * red + 587 * green + 114 * blue) / 1000);
    sum += grey;
    if (grey < DARK_GREY) dark += 1;
  }
  return count > 0 && sum < count * MEAN_MIN && dark * 100 >= count * DARK_PERCENT_MIN;
}
