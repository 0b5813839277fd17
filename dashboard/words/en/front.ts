// English: the front page.

export const front = {
  'front.title': 'Libraries, together',
  'front.lead':
    'Shelfbridge brings libraries together across borders, and counts, exactly and as it happens, the people who ask publishers for fair ebooks.',
  'front.petitions': 'Petitions you can sign',
  'front.petitions.none': 'No petition is open at the moment.',
  'front.petitions.all': 'See all petitions',
  'front.petitions.failed': 'The petitions cannot be shown at the moment. Please come back in a minute.',
  'front.sisters': 'Libraries that seek a sister',
  'front.sisters.some':
    '{count, plural, =0 {No library looks for a partner abroad at the moment.} one {# library looks for a partner abroad:} other {# libraries look for a partner abroad, among them:}}',
  'front.sisters.failed': 'The list cannot be shown at the moment. Please come back in a minute.',
  'front.sisters.add': 'Add your library',
  'front.sisters.all': 'See them all',
  'front.data': 'For analysts and programs',
  'front.data.policies': '<link>What publishers let libraries lend, since 2011</link> (CSV)',
  'front.data.feed': '<link>Changes of these policies, as a feed</link> (Atom)',
  'front.data.graph': 'Everything else, and live counts: the GraphQL endpoint <code>/graphql</code>',
} as const;
