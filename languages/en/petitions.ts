// English: petitions.

export const petitions = {
  'petitions.title': 'Petitions',
  'petitions.lead': 'What libraries and readers have asked of publishers and lawmakers, how many signed, and what became of it.',
  'petitions.state': 'Which ones',
  'petitions.state.any': 'All',
  'petitions.state.OPEN': 'Open: you can sign',
  'petitions.state.CLOSED': 'Closed',
  'petitions.state.DELIVERED': 'Delivered',
  'petitions.text': 'Words in it',
  'petitions.text.hint': 'In its title, in what it asks and of whom',
  'petitions.past': 'From when',
  'petitions.past.any': 'Any time',
  'petitions.past.false': 'Signed here',
  'petitions.past.true': 'Of the past, signed elsewhere',
  'petitions.trending': 'Signed most in the last 24 hours',
  'petitions.trending.some': '{count, plural, one {one signature} other {# signatures}} in the last 24 hours',
  'petitions.yet': 'No petition was begun yet.',
  'petitions.none': 'No petition was found. Search with fewer words, or among all of them.',
  'petitions.launched': 'Begun {day}.',
  'petitions.show': 'Search',
  'petitions.found': '{count, plural, one {# petition.} other {# petitions.}}',
  'petitions.reported': 'Reported: {signed} {count, plural, one {signature} other {signatures}}, {day}.',
  'petition.to': 'To <target></target>',
  'petition.thanks': 'Thank you',
  'petition.signed': 'Your signature counts. Tell others, so that they sign too.',
  'petition.signedBefore':
    'This address has signed before, and counts once: what stands stays as it was, also the name. To have it otherwise, <links>take the signature back</links> and sign again.',
  'petition.struckOut':
    'The organizers struck out the signature of this address as abuse, so it does not count. We have mailed the address what it can do.',
  'petition.confirmationSent':
    '<b>One step is left.</b> A mail is on its way to you. Open the link in it: only then does your signature count.',
  'petition.historical': 'This petition belongs to the past and was signed elsewhere. Its numbers as they were reported:',
  'petition.reported':
    '{qualifier, select, AT_LEAST {at least } ABOUT {about } NEARLY {nearly } MORE_THAN {more than } DERIVED {worked out as } other {}}{count, number}',
  'petition.sign': 'Sign',
  'petition.name': 'Your name',
  'petition.email': 'Your e-mail address',
  'petition.email.hint': 'You get a mail with a link. Your signature counts when you have opened it.',
  'petition.country': 'Your country',
  // The words of the current version of the consent, as the API has them; here so that other languages have them too.
  'consent.3.signing':
    'I sign this petition once, under my own name. My name, country and region are kept until I withdraw. My e-mail address is kept only as a code that tells whether it has signed, and its domain as a code that tells abuse. Until I have confirmed my signature, the address is kept as well, encrypted, for seven days at most, to send me one reminder.',
  'consent.3.showName': 'My name may be shown in public beside this petition.',
  'consent.3.updates':
    'My e-mail address is kept, encrypted, so that the organizers can send me news of this petition, once a day at most. Every such mail holds a link that ends it: the address is then deleted, and my signature stays.',
  'petition.signing.failed': 'Signing is not possible at the moment. Please come back in a minute.',
  'petition.closedOn': 'It was closed on <day></day>.',
  'petition.news': 'News',
  'petition.supporters': 'Who signed',
  'petition.supporters.failed': 'The names of those who signed cannot be shown at the moment.',
  'petition.supporters.some': 'Those who agreed that their name is shown, the latest first:',
  'petition.endorsements': 'Libraries that stand behind it',
  'petition.endorsements.failed': 'The libraries that stand behind it cannot be shown at the moment.',
  'petition.resources': 'To read on',
  'petition.outcome':
    '{outcome, select, POLICY_WITHDRAWN {What it asked for came: the policy was withdrawn.} POLICY_CHANGED {The policy was changed.} POLICY_KEPT {The policy was kept.} other {What became of it is not known.}}',
  'petition.delivered': 'It was delivered.',
} as const;
