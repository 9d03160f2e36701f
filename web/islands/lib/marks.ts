// The marks of issues on a map: the shape says how soon, the number how many.

export interface Mark {
  data: ImageData;
  /** Pixels of the image for one of the page. */
  ratio: number;
}

const RATIO = 2;
const SINGLE = 20;
const SEVERAL = 30;
const EDGE = 2;
const THOUSAND = 1_000;

type Token = (name: string) => string;

interface Look {
  fill: string;
  line: string;
  letters: string;
  path(size: number): Path2D;
}

/** The image with this name, "late:3"; `undefined` when it is none of ours. */
export function markImage(name: string, token: Token): Mark | undefined {
  const [term = "", number = ""] = name.split(":");
  const look = looks(token)[term];
  const count = Number(number);
  if (!look || !Number.isInteger(count)) return undefined;
  const size = count > 1 ? SEVERAL : SINGLE;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = (size + 2 * EDGE) * RATIO;
  const pen = canvas.getContext("2d");
  if (!pen) return undefined;
  pen.scale(RATIO, RATIO);
  pen.translate(EDGE, EDGE);
  const path = look.path(size);
  pen.fillStyle = look.fill;
  pen.strokeStyle = look.line;
  pen.lineWidth = EDGE;
  pen.lineJoin = "round";
  pen.fill(path);
  pen.stroke(path);
  if (count > 1) {
    const text = count < THOUSAND ? String(count) : `${Math.floor(count / THOUSAND)}k`;
    pen.fillStyle = look.letters;
    pen.font = `700 ${text.length > 2 ? 10 : 12}px ${token("--og-font") || "sans-serif"}`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    // The middle of a triangle lies lower.
    pen.fillText(text, size / 2, term === "late" ? size * 0.64 : size / 2 + 1);
  }
  return { data: pen.getImageData(0, 0, canvas.width, canvas.height), ratio: RATIO };
}

function looks(token: Token): Record<string, Look> {
  const [paper, soft] = [token("--og-paper"), token("--og-ink-soft")];
  return {
    late: { fill: token("--og-late"), line: paper, letters: paper, path: triangle },
    // The accent is as light at night as by day.
    today: { fill: token("--og-accent"), line: paper, letters: "#1b2a2f", path: square },
    later: { fill: soft, line: paper, letters: paper, path: circle },
    waits: { fill: paper, line: soft, letters: token("--og-ink"), path: circle },
  };
}

function triangle(size: number): Path2D {
  return new Path2D(`M${size / 2} 0 ${size} ${size * 0.9}H0z`);
}

function square(size: number): Path2D {
  const path = new Path2D();
  path.roundRect(size * 0.08, size * 0.08, size * 0.84, size * 0.84, 3);
  return path;
}

function circle(size: number): Path2D {
  const path = new Path2D();
  path.arc(size / 2, size / 2, size * 0.43, 0, 2 * Math.PI);
  return path;
}
