// A few bars beside a count: how many signed on each of the last days. The same is said in words beside it.

const dayMs = 86_400_000;
/** How many days are drawn. */
export const sparkDays = 14;
const [barWidth, gap, height] = [7, 2, 28];

/** The first of the days that are drawn. */
export const sparkFrom = (now: number): string => new Date((Math.floor(now / dayMs) - sparkDays + 1) * dayMs).toISOString();

/** How many signed on each of the days, the first day first; 0 where nothing is told of a day. */
export function daily(steps: readonly { readonly from: string; readonly signed: number }[], now: number): number[] {
  const first = Math.floor(now / dayMs) - sparkDays + 1;
  const days = Array.from({ length: sparkDays }, () => 0);
  for (const { from, signed } of steps) {
    const at = Math.floor(Date.parse(from) / dayMs) - first;
    if (at >= 0 && at < sparkDays) days[at] = (days[at] ?? 0) + signed;
  }
  return days;
}

/** The bars; nothing when nobody signed. A day on which somebody signed is never invisible. */
export function Spark({ of, title }: { readonly of: readonly number[]; readonly title: string }) {
  const most = Math.max(...of);
  if (most <= 0) return null;
  const width = of.length * (barWidth + gap) - gap;
  return (
    <svg class="spark" viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={title}>
      {of.map((count, i) => {
        const high = count === 0 ? 1 : Math.max(3, Math.round((count / most) * height));
        return <rect x={i * (barWidth + gap)} y={height - high} width={barWidth} height={high} />;
      })}
    </svg>
  );
}
