// Which laws say what terms are reasonable for libraries, and how far did they get?
import { Field, ID, ObjectType } from 'type-graphql';
import { Source } from '#kit/words/facts';

@ObjectType({ description: 'A law, or bill, on the terms under which publishers license to libraries.' })
export class Law {
  @Field(() => ID, { description: 'A short readable name.' })
  id!: string;

  @Field({ description: 'Its name.' })
  name!: string;

  @Field({ description: 'Where it is to hold, by the ISO 3166-2 code, such as US-CT.' })
  jurisdiction!: string;

  @Field({ description: 'How far it got, as far as our sources tell.' })
  status!: string;

  @Field(() => [String], {
    description: 'What it also bars but our record of policies says nothing about, so that it is never flagged.',
  })
  notChecked!: readonly string[];

  /** Shown as sources. */
  sourceIds!: readonly string[];

  @Field(() => [Source], { description: 'Where it was read.' })
  sources?: readonly Source[];
}

export const connecticut: Law = {
  id: 'us-ct-sb-1234',
  name: 'Connecticut SB 1234',
  jurisdiction: 'US-CT',
  status:
    'Passed the House on 2025-05-15; acts only when states with 7 million people together pass the like. The signature was not found in our sources.',
  notChecked: ['bans on lending or interlibrary loan', 'no copy for preservation', 'secrecy of terms'],
  sourceIds: ['hh-ct', 'ebsg-ct', 'ctp-ct'],
};

export const maryland: Law = {
  id: 'us-md-reasonable-terms',
  name: 'Maryland law on reasonable terms for libraries',
  jurisdiction: 'US-MD',
  status: 'In force on 2022-01-01, enjoined on 2022-02-16, declared unconstitutional on 2022-06-13.',
  notChecked: ['which terms are reasonable'],
  sourceIds: ['reu-md', 'pw-md'],
};
