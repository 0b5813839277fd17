// In which order do the parts come up and go down, and what ends them all?
import type { Kept } from './keepRunning';

/** Parts in layers, each resting on those before it. */
export class Supervisor {
  private readonly layers: Kept[][] = [];
  private stopped: Promise<void> | undefined;
  private giveUp: (reason: string) => void = () => {};

  /** Resolves with the reason when one part is given up; the caller then stops the rest. */
  readonly givenUp = new Promise<string>((resolve) => {
    this.giveUp = resolve;
  });

  /** Begins parts that rest on all earlier ones; resolves when each of them serves. After `stop` nothing begins any more. */
  async add(...begin: (() => Kept)[]): Promise<void> {
    if (this.stopped) return await new Promise(() => {});
    const layer = begin.map((part) => part());
    this.layers.push(layer);
    for (const part of layer) void part.givenUp.then(this.giveUp);
    await Promise.all(layer.map((part) => part.ready));
  }

  /** Stops the layers from the top down, the parts of one layer together. Called again, it waits for the same end. */
  stop(): Promise<void> {
    this.stopped ??= this.stopLayers();
    return this.stopped;
  }

  private async stopLayers(): Promise<void> {
    for (const layer of this.layers.reverse()) await Promise.all(layer.map((part) => part.stop()));
  }
}
