// How does a test leave nothing open, also when it fails?

const open: (() => unknown)[] = [];

/** Has something closed after the test that opened it, or whose beforeEach did: the newest first, each whatever became of the others. */
export const afterwards = (close: () => unknown): void => void open.push(close);

afterEach(async () => {
  const faults: unknown[] = [];
  for (const close of open.splice(0).reverse()) {
    try {
      await close();
    } catch (fault) {
      faults.push(fault);
    }
  }
  if (faults.length > 0) throw faults[0];
});
