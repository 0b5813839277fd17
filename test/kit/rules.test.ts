// Promises of: does the quick look at an argument agree with class-validator?
import { IsDefined, IsIn, IsOptional, MaxLength, Min, ValidateIf, ValidateNested, validate } from 'class-validator';
import fc from 'fast-check';
import { getMetadataStorage } from 'type-graphql';
import '#advocacy/features';
import { keepsRules } from '#kit/words/validation';
import '#partnership/features';

const isFaultless = async (object: object) => (await validate(object, { forbidUnknownValues: false })).length === 0;

/** Values that one rule or another takes, and some that none does. */
const anything = fc.oneof(
  fc.constantFrom(undefined, null, '', 'a', 'US', 'US-NE', 'en', '2026-01-01', 0, 1, -1, 2.5, 10_000_000, true, [], ['a'], [0]),
  fc.constantFrom('x'.repeat(101), 'x'.repeat(5_000), 'two\nlines', '\u202e', ' ', 'https://example.org', ['x'.repeat(300)]),
  fc.string({ unit: 'grapheme' }),
  fc.integer(),
  fc.date(),
  fc.array(fc.string(), { maxLength: 3 }),
);

describe('the quick look', () => {
  const inputs = [...new Set(getMetadataStorage().inputTypes.map(({ target }) => target as new () => object))];

  it('knows the input classes of both subgraphs', () => {
    expect(inputs.length).toBeGreaterThan(30);
    expect(inputs.map(({ name }) => name)).toEqual(expect.arrayContaining(['SignPetitionInput', 'SubmitListingInput']));
  });

  it.each(inputs.map((input) => [input.name, input] as const))('agrees about %s, whatever is given', async (_name, Input) => {
    const names =
      getMetadataStorage()
        .inputTypes.find(({ target }) => target === Input)
        ?.fields?.map(({ name }) => name) ?? [];
    const given = fc.record(Object.fromEntries(names.map((name) => [name, anything])));
    await fc.assert(
      fc.asyncProperty(given, async (values) => {
        const object = Object.assign(new Input(), values);
        expect(keepsRules(object)).toBe(await isFaultless(object));
      }),
      { numRuns: 60 },
    );
  });

  class Base {
    @MaxLength(3)
    name: unknown = 'abc';
  }
  class Odd extends Base {
    @IsOptional()
    @Min(1, { each: true })
    targets: unknown = null;

    @ValidateIf((one: Odd) => one.name === 'abc')
    @IsIn(['a', 'b'])
    letter: unknown = 'a';
  }

  it.each([
    ['all kept', {}, true],
    ['a rule of the class above broken', { name: 'abcd' }, false],
    ['one of a list wrong', { targets: [1, 0] }, false],
    ['a list where none is wrong', { targets: [1, 2] }, true],
    ['a condition that does not hold', { name: 'ab', letter: 'z' }, true],
    ['a condition that holds', { letter: 'z' }, false],
  ])('judges %s as class-validator does', async (_what, values, kept) => {
    const object = Object.assign(new Odd(), values);
    expect([keepsRules(object), await isFaultless(object)]).toEqual([kept, kept]);
  });

  class Beyond {
    @MaxLength(3, { groups: ['some'] })
    grouped = 'abc';

    @ValidateNested()
    inner = new Base();
  }
  class Defined {
    @IsDefined()
    value = 1;
  }

  it.each([[new Beyond()], [new Defined()]])('leaves rules that it does not know to class-validator: %p', (object) => {
    expect(keepsRules(object)).toBe(false);
  });
});
