//! Whether a photo is so dark that a crew may not see what lies there.
//!
//! A hint for who made it and never a refusal, so it is better silent than often wrong. The limits
//! are our own judgement: among photos by daylight, indoors and at night they point at those on which
//! only lamps can be seen. `web/islands/lib/light.ts` has the same rule with the same numbers.

/// Long edge of the picture that is looked at, in pixels: noise is gone at this size.
pub(super) const EDGE: u32 = 64;

/// Steps of grey, of 255: a photo that is lighter than this on average can be seen.
const MEAN_MIN: u64 = 48;

/// Below this many steps of grey a pixel shows nothing on a phone in the sun.
const DARK_GREY: u8 = 40;

/// Percent of the pixels that are dark in a dark photo at least: a black bin bag in the middle of
/// a street is less.
const DARK_PERCENT_MIN: u64 = 75;

/// Judges by the grey of each pixel.
pub(super) fn is_dark(greys: impl Iterator<Item = u8>) -> bool {
    let (mut count, mut sum, mut dark) = (0_u64, 0_u64, 0_u64);
    for grey in greys {
        count += 1;
        sum += u64::from(grey);
        dark += u64::from(grey < DARK_GREY);
    }
    count > 0 && sum < count * MEAN_MIN && dark * 100 >= count * DARK_PERCENT_MIN
}

/// How light a colour looks, by the weights of JPEG (BT.601).
pub(super) fn grey([red, green, blue]: [u8; 3]) -> u8 {
    let sum = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
    u8::try_from(sum / 1000).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_night_with_one_lamp_is_dark_and_a_black_bag_on_the_street_is_not() {
        let night = [vec![10; 950], vec![250; 50]].concat();
        let bag = [vec![15; 600], vec![130; 400]].concat();

        assert!(is_dark(night.into_iter()));
        assert!(!is_dark(bag.into_iter()));
        assert!(!is_dark(std::iter::empty()));
    }

    proptest! {
        #[test]
        fn less_light_never_makes_a_dark_photo_light(
            greys in prop::collection::vec(0..=80_u8, 1..200),
            less in 0..=80_u8,
        ) {
            let darker: Vec<u8> = greys.iter().map(|grey| grey.saturating_sub(less)).collect();

            prop_assert!(!is_dark(greys.into_iter()) || is_dark(darker.into_iter()));
        }

        #[test]
        fn a_photo_by_daylight_is_never_dark(greys in prop::collection::vec(48..=255_u8, 1..200)) {
            prop_assert!(!is_dark(greys.into_iter()));
        }

        #[test]
        fn a_grey_lies_between_its_colours(colours: [u8; 3]) {
            let [least, most] = [colours.iter().min(), colours.iter().max()];

            prop_assert!(least <= Some(&grey(colours)) && Some(&grey(colours)) <= most);
        }
    }
}
