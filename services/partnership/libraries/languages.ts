// Does a library use a language that is looked for, also when its tag says more than was asked?

/** SQL that is true when a row's tags match a list of tags: `pt` finds `pt-BR`, `pt-BR` does not find `pt` (RFC 4647, basic filtering). */
export function speaks(tags: string, wanted: string): string {
  return `EXISTS (SELECT FROM unnest(${tags}) AS tag, unnest(${wanted}::text[]) AS wanted
    WHERE tag = wanted OR starts_with(tag, wanted || '-'))`;
}
