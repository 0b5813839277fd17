// Who gets past the question of roles? Every root field that is not for anyone has its decision here.

export const anyone = 'anyone';

/** Every mutation and subscription has a line: who gets past the question of roles. Fields without a line fail. */
export const decisions: Readonly<Record<string, string>> = {
  // Signing, and what signers do by the links that were mailed to them.
  signPetition: anyone,
  confirmSignature: anyone,
  requestSignatureLinks: anyone,
  withdrawSignature: anyone,
  eraseMySignature: anyone,
  stopPetitionNews: anyone,
  // The "Add me" form, and what its senders do by their links; without a link, staff of the library.
  submitListing: anyone,
  confirmListing: anyone,
  renewListing: anyone,
  withdrawListing: anyone,
  stopNotices: anyone,
  reviewListing: 'committee',
  // Petitions belong to their organizers; libraries endorse in their own name.
  draftPetition: 'organizer',
  openPetition: 'organizer',
  movePetition: 'organizer',
  sendPetitionNews: 'organizer',
  closePetition: 'organizer',
  deliverPetition: 'organizer',
  recordOutcome: 'organizer',
  importPaperSignatures: 'organizer',
  endorsePetition: 'staff',
  withdrawEndorsement: 'staff',
  recordPolicy: 'editor',
  correctPolicy: 'editor',
  endPolicy: 'editor',
  verifyPolicy: 'editor',
  recordStatement: 'editor',
  correctStatement: 'editor',
  recordOrganization: 'editor',
  recordBoycott: 'editor',
  correctBoycott: 'editor',
  endBoycott: 'editor',
  recordBoycottCount: 'editor',
  // What two libraries do together.
  proposePartnership: 'staff',
  acceptPartnership: 'staff',
  declinePartnership: 'staff',
  withdrawProposal: 'staff',
  proposeTerms: 'staff',
  agreeToTerms: 'staff',
  pausePartnership: 'staff',
  resumePartnership: 'staff',
  endPartnership: 'staff',
  proposeMeetings: 'staff',
  agreeToMeetings: 'staff',
  cancelMeetings: 'staff',
  replaceCalendarLink: 'staff',
  logActivity: 'staff',
  editActivity: 'staff',
  removeActivity: 'staff',
  setMeetingHours: 'staff',
  consentToStories: 'staff',
  writeStory: 'committee',
  publishStory: 'committee',
  retractStory: 'committee',
  writeTip: 'committee',
  removeTip: 'committee',
  // Live feeds.
  petitionCount: anyone,
  petitionCounts: anyone,
  policyChanged: anyone,
  statementPublished: anyone,
  listingPublished: anyone,
  partnershipUpdated: 'committee, staff',
};

/** Queries are for anyone, but for these. */
export const queries: Readonly<Record<string, string>> = {
  advocacyAudit: 'committee',
  partnershipAudit: 'committee',
  myPetitions: 'organizer',
  ownPartnerships: 'committee, staff',
  ownListings: 'committee, staff',
  calendarLink: 'staff',
  suggestSisters: 'committee, staff',
  submissions: 'committee',
  unpublishedStories: 'committee',
};

/** Fields below the root that are for some people only; everybody else reads null or an empty list. */
export const privateFields: Readonly<Record<string, string>> = {
  'Partnership.confidential': 'partners-and-committee',
  'Partnership.allowedActions': 'partners',
};

/** Types that are reached through these fields and decided root fields alone: who may ask for them is decided with those. */
export const privateTypes: readonly string[] = [
  ...['AuditEntry', 'AuditEntryConnection'],
  // Of partnerships, for their partners and the committee.
  ...['ConfidentialPartnership', 'AgreementVersion', 'Meeting', 'PartnerContact', 'ContactPerson', 'PartnershipNews'],
  // Of libraries, for their staff and the committee.
  ...['CalendarLink', 'Suggestion', 'Fit', 'OwnListingConnection'],
  // Of submissions, for the committee.
  ...['Submission', 'SubmissionConnection', 'NewLibrary'],
  // What only whoever asked for a change is told of it.
  ...['PaperReport', 'PaperFault', 'PolicyPayload', 'SendNewsPayload'],
];

/** Fields for anyone that show some of their rows to some people only, such as a proposal to its two libraries. */
export const rowsByWhoAsks: readonly string[] = [
  'Query.partnership',
  'Query.story',
  // Of an entity the same rows as of the query that finds it.
  'Query._entities',
  'SuccessStory.partnership',
];
