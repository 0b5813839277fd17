// The words that people agree to by signing, in all their versions.
import { Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { Audience, anyone } from '#kit/words/audience';

@ObjectType({ description: 'The words a person agrees to by signing. A version never changes; new words get a new version.' })
class ConsentText {
  @Field(() => Int, { description: 'The number of the version. Each signature keeps the number of the version it agreed to.' })
  version!: number;

  @Field({ description: 'What everyone who signs agrees to.' })
  signing!: string;

  @Field({ description: 'What consentToShowName agrees to.' })
  showName!: string;

  @Field({ description: 'What updatesConsent agrees to.' })
  updates!: string;
}

/** All versions, the first one first. Append only: signatures refer to them. */
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
  {
    version: 3,
    signing:
      'I sign this petition once, under my own name. My name, country and region are kept until I withdraw. ' +
      'My e-mail address is kept only as a code that tells whether it has signed, and its domain as a code that tells abuse. Until I have ' +
      'confirmed my signature, the address is kept as well, encrypted, for seven days at most, to send me one reminder.',
    showName: 'My name may be shown in public beside this petition.',
    updates:
      'My e-mail address is kept, encrypted, so that the organizers can send me news of this petition, once a day at most. Every such ' +
      'mail holds a link that ends it: the address is then deleted, and my signature stays.',
  },
];

/** The words that people are shown now. */
export const currentConsent = consentTexts.at(-1) as ConsentText;

@Resolver()
export class ConsentResolver {
  @Audience(anyone)
  @Query(() => [ConsentText], {
    description: 'The words that people agree to by signing, in all versions, the current one last.',
  })
  consentTexts(): readonly ConsentText[] {
    return consentTexts;
  }

  @Audience(anyone)
  @Query(() => ConsentText, { description: 'The words that people who sign now agree to.' })
  currentConsent(): ConsentText {
    return currentConsent;
  }
}
