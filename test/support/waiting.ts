// How does a test wait for what must come, without sleeping and without waiting for ever?

/** Resolves as soon as the condition holds; fails after five seconds with what was waited for. */
export async function eventually(what: string, condition: () => boolean, patienceMs = 5_000): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
