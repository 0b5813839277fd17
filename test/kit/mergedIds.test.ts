// Promises of: an id that was merged becomes the one that answers wherever an id of a library arrives, and in whose name somebody acts.
import fc from 'fast-check';
import { withMergedArguments } from '#kit/subgraph/serving';
import { Role } from '#kit/words/identity';
import { MergedIds } from '#kit/words/mergedIds';

const known = (...pairs: readonly (readonly [string, string])[]) => {
  const merged = new MergedIds();
  merged.replace(pairs.map(([id, intoId]) => ({ id, intoId })));
  return merged;
};

describe('arguments', () => {
  const day = new Date();
  it.each([
    [{ libraryId: 'old' }, { libraryId: 'new' }],
    [
      { input: { fromLibraryId: 'old', toLibraryId: 'other', message: 'old' } },
      { input: { fromLibraryId: 'new', toLibraryId: 'other', message: 'old' } },
    ],
    [{ libraryIds: ['old', 'new', 'other'] }, { libraryIds: ['new', 'other'] }],
    [
      { list: [{ otherLibraryId: 'old' }], at: day, none: null },
      { list: [{ otherLibraryId: 'new' }], at: day, none: null },
    ],
    [
      { id: 'old', librarian: 'old', libraryId: null },
      { id: 'old', librarian: 'old', libraryId: null },
    ],
  ])('%j name the library that answers, and nothing else changes', (given, right) => {
    expect(known(['old', 'new']).arguments(given)).toEqual(right);
  });

  it('are the very same where nothing was merged', () => {
    const given = { libraryId: 'old' };
    const { asked } = withMergedArguments({ asked: (_root: unknown, args: unknown) => args });
    expect((asked as (...all: unknown[]) => unknown)(null, given, { merged: known() }, null)).toBe(given);
  });
});

it('an id that answers is never changed again, whatever is merged', () => {
  const id = fc.stringMatching(/^[a-c]$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(id, fc.stringMatching(/^[x-z]$/))), id, (pairs, asked) => {
      const merged = known(...pairs);
      const standing = merged.standing(asked);
      expect(merged.standing(standing)).toBe(standing);
      expect(standing === asked || merged.earlier(standing).includes(asked)).toBe(true);
      const identity = { subject: 's', roles: [Role.STAFF], libraryIds: [asked], expiresAt: null };
      expect(merged.identity(identity).libraryIds).toEqual([standing]);
    }),
  );
});

it('an account speaks for what answers at each moment, also within one live field', () => {
  const merged = known();
  const identity = merged.identity({ subject: 's', roles: [Role.STAFF], libraryIds: ['old'], expiresAt: null });
  const seen = [identity.libraryIds];
  merged.replace([{ id: 'old', intoId: 'new' }]);
  seen.push(identity.libraryIds);
  merged.replace([]);
  expect([...seen, identity.libraryIds]).toEqual([['old'], ['new'], ['old']]);
});

it('what fails because of a merge that was not known yet is done once more, for the library that answers', async () => {
  const merged = known();
  merged.refresh = async () => merged.replace([{ id: 'old', intoId: 'new' }]);
  const asked: unknown[] = [];
  const { change } = withMergedArguments({
    change: async (_root: unknown, args: { libraryId: string }) => {
      asked.push(args.libraryId);
      if (args.libraryId === 'old') throw Object.assign(new Error('merged'), { driverError: { code: 'SB001' } });
      return 'done';
    },
  });
  const call = change as (...all: unknown[]) => Promise<string>;
  expect(await call(null, { libraryId: 'old' }, { merged }, null)).toBe('done');
  expect(asked).toEqual(['old', 'new']);
});
