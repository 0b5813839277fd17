// Which words has a person agreed to, now and in the past?
import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'The words a person agrees to by signing. A version never changes; new words are a new version.' })
export class ConsentText {
  @Field(() => Int, { description: 'The number of the version; each signature keeps that of its own.' })
  version!: number;

  @Field({ description: 'Agreed to by everybody who signs.' })
  signing!: string;

  @Field({ description: 'Agreed to by consentToShowName.' })
  showName!: string;

  @Field({ description: 'Agreed to by updatesConsent.' })
  updates!: string;
}

/** All versions, the first one first. Append only: signatures point here. */
export const consentTexts: readonly ConsentText[] = [
  {
    version: 1,
    signing:
      'I sign this petition once, under my own name. My name, country and region are kept until I withdraw. ' +
      'My e-mail address is kept only as a code that tells whether it has signed.',
    showName: 'My name may be shown in public beside this petition.',
    updates:
      'My e-mail address is kept, encrypted, so that the organizers can send me news of this petition. I can end that at any time.',
  },
  {
    version: 2,
    signing:
      'I sign this petition once, under my own name. My name, country and region are kept until I withdraw. ' +
      'My e-mail address is kept only as a code that tells whether it has signed.',
    showName: 'My name may be shown in public beside this petition.',
    updates:
      'My e-mail address is kept, encrypted, so that the organizers can send me news of this petition, once a day at most. Every such ' +
      'mail holds a link that ends it: the address is then deleted, and my signature stays.',
  },
];

/** The words that are shown now. */
export const currentConsent = consentTexts.at(-1) as ConsentText;
