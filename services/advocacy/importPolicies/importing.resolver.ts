// The mutation by which editors try and import a file of policies, or learn what a document of terms leaves open.
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Field, Info, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { Request } from '#kit/data/request';
import type { Feature } from '#kit/subgraph/federate';
import { Audience } from '#kit/words/audience';
import { enumOf } from '#kit/words/enums';
import { Role, Unauthenticated } from '#kit/words/identity';
import { BadInput } from '#kit/words/problem';
import { importPolicies, type RowReport } from '../policies';
import { draftFile, draftIn, policiesIn, type TermsRead } from './document';

/** What a form with a file holds at most; the command takes more. */
const longestFile = 600_000;
const mostRows = 300;

const PolicyImportOutcome = enumOf('PolicyImportOutcome', 'What became of a row of an import, or would.', {
  ADDED: 'It is a new policy.',
  UNCHANGED: 'It is on record already, in the same words.',
  REFUSED: 'It cannot be recorded as it stands.',
});
type PolicyImportOutcome = (typeof PolicyImportOutcome)[keyof typeof PolicyImportOutcome];

@ObjectType({ description: 'What became of one policy of a file.' })
class PolicyImportRow {
  @Field(() => Int, { description: 'Its place in the list of policies, from 1.' })
  row!: number;

  @Field(() => String, { nullable: true, description: 'The id that it has in the file; null when it has none.' })
  id!: string | null;

  @Field(() => PolicyImportOutcome, { description: 'What became of it, or would.' })
  outcome!: PolicyImportOutcome;

  @Field(() => String, {
    nullable: true,
    description: 'The field that stood in the way, as a row or recordPolicy names it; null when none alone did, or nothing.',
  })
  field!: string | null;

  @Field(() => String, { nullable: true, description: 'The code of the refusal and its words; null when it was not refused.' })
  message!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The same refusal for programs: its extensions as JSON, as recordPolicy would answer them, with code and, where one is known, reason; ' +
      'null when it was not refused.',
  })
  refusal!: string | null;
}

@ObjectType({ description: 'A field that a document of terms does not fill.' })
class PolicyDraftLack {
  @Field({ description: 'As a row of a file of policies names it, such as terms.durationMonths.' })
  field!: string;

  @Field({ description: 'Why the document does not fill it.' })
  why!: string;
}

@ObjectType({ description: 'The policy that licenses or products with the same terms come to, with what is to be filled in.' })
class PolicyDraftRow {
  @Field({ description: 'The first license or product that it stands for, as the document names it.' })
  from!: string;

  @Field(() => Int, { description: 'How many it stands for, at least 1.' })
  stands!: number;

  @Field({ description: 'The row as JSON, with "?" for each field that is to be filled in.' })
  json!: string;

  @Field(() => [PolicyDraftLack], { description: 'What is to be filled in, in the order in which people ask for it.' })
  lacks!: readonly PolicyDraftLack[];

  @Field(() => [String], { description: 'What was read and has no field, or was understood in one of several ways; at most 20.' })
  notes!: readonly string[];
}

@ObjectType({ description: 'The draft that a document of terms comes to. It is never recorded as it is.' })
class PolicyDraft {
  @Field({ description: 'The format that was read: ODL or ONIX 3.' })
  kind!: string;

  @Field(() => [PolicyDraftRow], { description: 'One for each set of terms, in the order of the document.' })
  rows!: readonly PolicyDraftRow[];

  @Field({ description: 'All rows as a file of policies, to complete and import.' })
  json!: string;
}

@ObjectType({ description: 'What became of a file of policies.' })
class PolicyImportReport {
  @Field(() => Int, { description: 'How many policies were added, or would be.' })
  added!: number;

  @Field(() => Int, { description: 'How many are on record already, in the same words.' })
  unchanged!: number;

  @Field(() => Int, { description: 'How many were refused, or would be.' })
  refused!: number;

  @Field(() => [PolicyImportRow], { description: 'Every policy of the file, in its order; empty for a document of terms.' })
  rows!: readonly PolicyImportRow[];

  @Field(() => PolicyDraft, {
    nullable: true,
    description: 'What a document of terms leaves open; null for a file of policies.',
  })
  draft!: PolicyDraft | null;
}

@Resolver()
class PolicyImportResolver {
  @Audience(Role.EDITOR)
  @Mutation(() => PolicyImportReport, {
    description:
      'Imports a file of policies, written as JSON in the way of data/policies.json. A policy at fault is reported, and the others are ' +
      'recorded; what is on record in the same words changes nothing. A document of terms, licenses of ODL or products of ONIX for Books ' +
      '3, is read as a draft to complete, and nothing is recorded. For editors. Errors: UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT.',
  })
  async importPolicies(
    @Arg('text', { description: `The text of the file: at most ${longestFile} characters and ${mostRows} policies.` })
    text: string,
    @Arg('preview', { defaultValue: false, description: 'True to try all policies, also against each other, and write nothing.' })
    preview: boolean,
    @Ctx() { database, clock, identity: { subject } }: Request,
    @Info() { schema }: GraphQLResolveInfo,
  ): Promise<PolicyImportReport> {
    if (subject === null) throw new Unauthenticated();
    if (text.length > longestFile)
      throw new BadInput(
        'text',
        `The file has ${text.length} characters; at most ${longestFile} are read. Split it into parts.`,
        { reason: 'TEXT_TOO_LONG', limit: longestFile },
      );
    const terms = draftIn(text);
    if (terms) return { added: 0, unchanged: 0, refused: 0, rows: [], draft: draftOf(terms) };
    const file = policiesIn(text);
    const { policies } = (file ?? {}) as { readonly policies?: unknown };
    if (Array.isArray(policies) && policies.length > mostRows)
      throw new BadInput(
        'text',
        `The file holds ${policies.length} policies; at most ${mostRows} are read. Split it into parts.`,
        { reason: 'TOO_MANY_ROWS', limit: mostRows },
      );
    const reports = await importPolicies({ database, schema, clock, subject, file, apply: !preview });
    const count = (outcome: RowReport['outcome']) => reports.filter((report) => report.outcome === outcome).length;
    return {
      added: count('ADDED'),
      unchanged: count('UNCHANGED'),
      refused: count('REFUSED'),
      rows: reports.map(({ reason: message, ...report }) => ({ ...report, message })),
      draft: null,
    };
  }
}

/** @throws BadInput for a document without terms */
function draftOf(terms: TermsRead): PolicyDraft {
  const { kind, rows } = terms;
  if (rows.length === 0)
    throw new BadInput('text', `The file holds no license or product of ${kind} with terms.`, {
      reason: 'NO_TERMS',
      values: { kind },
    });
  return { kind, rows: rows.map(({ row, ...rest }) => ({ ...rest, json: JSON.stringify(row) })), json: draftFile(terms) };
}

export const policyImportFeature: Feature<Request> = { resolvers: [PolicyImportResolver] };
