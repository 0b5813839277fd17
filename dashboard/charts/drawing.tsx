// What every chart is drawn on: a sheet with a name, patterns beside colours, soft edges; and the same as a file of its own.
import { type Children, written } from '../markup/jsx-runtime';
import type { Place } from '../page';
import { Speaking, type Words } from '../words/words';

/** What a bar stands for; each kind has a colour and a pattern. */
export const kinds = ['lasting', 'time', 'loans', 'both', 'bundle', 'perLoan', 'none', 'unknown'] as const;
export type Kind = (typeof kinds)[number];

/** How wide text is drawn, about: pages do not know the font of their reader. */
export const widthOf = (text: string, size = 12): number => text.length * size * 0.55;

/** Text that fits into so many pixels; cut with an ellipsis when it does not. */
export function fitting(text: string, width: number, size = 12): string {
  if (widthOf(text, size) <= width) return text;
  const letters = Math.floor(width / widthOf('a', size)) - 1;
  return letters < 3 ? '' : `${text.slice(0, letters).trimEnd()}…`;
}

/** Coordinates up to the height of long charts, in tenths. */
const mostKept = 20_000;

/** Writes coordinates behind a letter, as they were written before: a chart holds hundreds of them. */
function lettered(letter: string): (value: number) => string {
  const kept: string[] = new Array(mostKept).fill('');
  return (value) => {
    const rounded = Math.round(value * 10);
    if (!(rounded >= 0 && rounded < mostKept)) return letter + rounded / 10;
    const known = kept[rounded];
    if (known) return known;
    const written = letter + rounded / 10;
    kept[rounded] = written;
    return written;
  };
}

/** A coordinate with one digit: more cannot be seen. */
export const px = lettered('');

/** Steps of a path: across to a place, and up or down to one. */
export const [acrossTo, downTo] = [lettered('H'), lettered('V')];

interface DrawingProps {
  /** Differs from every other drawing on its page. */
  readonly id: string;
  /** What it shows, for people who cannot see it. */
  readonly title: string;
  readonly width: number;
  readonly height: number;
  /** Shown on narrow windows only, or on all others. */
  readonly narrow?: boolean | undefined;
  /** The kinds of its bars, in any order; each once is enough. */
  readonly kinds?: Iterable<Kind>;
  /** Whether edges of bars may be soft. */
  readonly soft?: boolean;
  readonly children: Children;
}

/** An `<svg>`. Links in it are for the mouse: the table that belongs to each chart has the same for keys. */
export function Drawing({ id, title, width, height, narrow, kinds, soft, children }: DrawingProps) {
  const shown = narrow === undefined ? '' : narrow ? ' narrow-drawing' : ' wide-drawing';
  return (
    // biome-ignore lint/a11y/useSemanticElements: a picture that holds links is no image, and no fieldset either
    <svg
      xmlns="http://www.w3.org/2000/svg"
      class={`drawing${shown}`}
      viewBox={`0 0 ${px(width)} ${px(height)}`}
      role="group"
      aria-label={title}
    >
      <Textures id={id} kinds={kinds} soft={soft} />
      {children}
    </svg>
  );
}

const none: readonly Kind[] = [];

/** Patterns by kind, and the fading of a soft edge: only what a drawing uses. */
function Textures({ id, kinds = none, soft = false }: Pick<DrawingProps, 'id' | 'kinds' | 'soft'>) {
  const patterned = [...new Set(kinds)].filter((kind) => kind in textures);
  if (patterned.length === 0 && !soft) return null;
  const size = { width: 8, height: 8, patternUnits: 'userSpaceOnUse' } as const;
  return (
    <defs>
      {patterned.map((kind) => (
        <pattern key={kind} id={`${id}-${kind}`} {...size}>
          <path class="texture" d={textures[kind]} />
        </pattern>
      ))}
      {soft &&
        (['in', 'out'] as const).map((way) => (
          <linearGradient key={way} id={`${id}-${way}`}>
            <stop class="sheet-stop" offset="0" stop-opacity={way === 'in' ? 1 : 0} />
            <stop class="sheet-stop" offset="1" stop-opacity={way === 'in' ? 0 : 1} />
          </linearGradient>
        ))}
    </defs>
  );
}

/** Lines of the pattern of each kind in a square of eight; a lasting license is plain. */
const textures: Readonly<Partial<Record<Kind, string>>> = {
  time: 'M4 0V8',
  loans: 'M3.5 4h1M7.5 0h1M-.5 8h1',
  both: 'M0 4H8',
  bundle: 'M0 4H8M4 0V8',
  perLoan: 'M2 2l4 4',
  none: 'M0 0L8 8M8 0L0 8',
};

/** What all pieces of a bar share. */
export interface BarPiece {
  readonly id: string;
  readonly kind: Kind;
  readonly y: number;
  readonly height: number;
}

/** A bar with its pattern, or a piece of one. */
export function Bar({
  of: { id, kind, y, height },
  left,
  right,
  look = '',
}: {
  readonly of: BarPiece;
  readonly left: number;
  readonly right: number;
  readonly look?: string;
}) {
  const [x, top, width] = [px(left), px(y), px(Math.max(1, right - left))];
  return (
    <>
      <rect class={`bar ${kind}${look}`} x={x} y={top} width={width} height={height} />
      {kind in textures && <rect x={x} y={top} width={width} height={height} fill={`url(#${id}-${kind})`} />}
    </>
  );
}

const space = 12;

/** A drawing as a file, with its style in it. `said` is its caption above and its source below; without it the drawing stands alone. */
export function drawnAlone(
  words: Words,
  place: Place,
  drawing: Omit<DrawingProps, 'title' | 'narrow'>,
  title: string,
  said?: readonly string[],
): string {
  const { id, width, height, kinds, soft, children } = drawing;
  const [side, above, below] = said ? [space, 30, said.length * 17 + 14] : [0, 0, 0];
  const [whole, high] = [px(width + 2 * side), px(height + above + below)];
  const size = width > 500 ? 15 : 12;
  return written(
    <Speaking value={words}>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <svg
        xmlns="http://www.w3.org/2000/svg"
        class="drawing"
        viewBox={`0 0 ${whole} ${high}`}
        width={whole}
        height={high}
        role="group"
        aria-label={title}
      >
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: place.readAsset('charts.css') }} />
        <Textures id={id} kinds={kinds} soft={soft} />
        <rect class="sheet" width={whole} height={high} />
        {said && (
          <text class="house" x={space} y={20} font-size={size}>
            {fitting(title, width, size)}
          </text>
        )}
        <g transform={`translate(${side} ${above})`}>{children}</g>
        {said?.map((line, i) => (
          <text key={line} class="faint" x={space} y={px(above + height + 20 + i * 17)}>
            {fitting(line, width, 10.5)}
          </text>
        ))}
      </svg>
    </Speaking>,
  );
}
