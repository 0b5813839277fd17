// Which of the addresses of a subgraph a new connection leads to: each in its turn, and for a while none that failed.
import { type LookupAddress, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

/** For so long an address that failed is left out, in milliseconds, unless all did. */
const avoidedMs = 5_000;

/** The addresses of one subgraph. */
export class Addresses {
  readonly #avoidedUntil = new Map<string, number>();
  // Gateways that start together do not ask the same one.
  #turn = Math.floor(Math.random() * 1_000);

  /** Not none. */
  constructor(
    readonly all: readonly string[],
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** For the next call: as often as any other, and another one than those where it failed. */
  next(tried: readonly string[] = []): string {
    const usable = this.#usable;
    const untried = tried.length > 0 ? this.all.filter((url) => !tried.includes(url)) : usable;
    const better = untried.filter((url) => usable.includes(url));
    const among = [better, untried, usable].find(({ length }) => length > 0) as readonly string[];
    this.#turn++;
    return among[this.#turn % among.length] as string;
  }

  /** For what lasts. By chance, so that it does not depend on how often it is asked. */
  any(): string {
    const usable = this.#usable;
    return usable[Math.floor(Math.random() * usable.length)] as string;
  }

  /** Nobody answered there. */
  avoid(url: string): void {
    this.#avoidedUntil.set(url, this.now() + avoidedMs);
  }

  isSame(others: readonly string[]): boolean {
    return others.length === this.all.length && others.every((each) => this.all.includes(each));
  }

  get #usable(): readonly string[] {
    const now = this.now();
    const usable = this.all.filter((url) => (this.#avoidedUntil.get(url) ?? 0) <= now);
    return usable.length > 0 ? usable : this.all;
  }
}

let turn = Math.floor(Math.random() * 1_000);

/** Looks a name up for a connection. Where it has several addresses, each is tried first in its turn, and the others after it. */
export const lookupInTurn: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (fault, found) => {
    if (fault) return done(fault, []);
    const turned = inTurn(found, turn++);
    const [first] = turned;
    if (options.all || !first) return done(null, [...turned]);
    return done(null, first.address, first.family);
  });
};

/** Those that the system prefers, such as of one family, stay before the others. */
export function inTurn(found: readonly LookupAddress[], by: number): readonly LookupAddress[] {
  const families = [...new Set(found.map(({ family }) => family))];
  return families.flatMap((family) => {
    const same = found.filter((each) => each.family === family);
    const first = by % same.length;
    return [...same.slice(first), ...same.slice(0, first)];
  });
}
