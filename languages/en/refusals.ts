// English: how refusals read, by their code. A code that is not here is told by its own message.

export const refusals = {
  'refused.other': 'That did not work',
  'refused.field': 'One field needs another look. Everything you wrote is still there.',
  'refused.before': 'It was done before, and pressing again changed nothing.',
  'refused.moved': 'Nothing was changed: it became something else after you opened the page. This is how it stands now.',
  'refused.VERSION_CONFLICT': 'Somebody else was faster',
  'refused.VERSION_CONFLICT.text':
    'Somebody else changed this after you opened it, so nothing is saved yet. What you wrote stands below, and what you left alone is as they made it. Press the button again to save it so.',
  'refused.changed': '“{label}” is now: “{now}”.',
  'refused.changed.empty': '“{label}” is now empty.',
  'refused.changed.both': 'You wrote something else.',
  'refused.changed.ticked': 'ticked',
  'refused.changed.notTicked': 'not ticked',
  'refused.BODY_TOO_LARGE': 'That is too much for one form',
  'refused.unknown':
    'The address of this page asks by “{names}”, which the page does not know, so it was left out. The form has what can be asked.',
  'refused.cursor': 'This link leads to a place that the list no longer has.',
  'refused.cursor.first': 'Begin with its first page',
  'refused.LINK_USED': 'This link was used before',
  'refused.ATTEMPT_CHANGED': 'Please look again',
  'refused.ATTEMPT_CHANGED.text':
    'Someone signed again with this address after this page was opened, so nothing was confirmed. Read what would count now.',
  'refused.LINK_EXPIRED': 'This link is too old',
  'refused.LINK_INVALID': 'This link does not work',
  'refused.BAD_LINK': 'This link does not work',
  'refused.PETITION_NOT_OPEN': 'This petition is closed',
  'refused.PETITION_NOT_OPEN.text': 'The petition does not take signatures any more, so nothing was changed.',
  'refused.SIGNING_BUSY': 'Please try again in a moment',
  'refused.SIGNING_UNAVAILABLE': 'Please try again in a moment',
  'refused.SIGNING_UNAVAILABLE.text':
    'We cannot tell whether this went through. Press the button again: whatever happened, it counts once.',
  'refused.SUBMISSIONS_BUSY': 'Please try again later',
  'refused.TOO_MANY_SUBMISSIONS': 'Please try again tomorrow',
  'refused.CONSENT_NEEDED': 'Please agree first',
  'refused.CONSENT_NEEDED.text': 'The listing was not stored: it can only be published if you agree to that.',
  'refused.LISTING_STATE': 'The listing is in another state',
  'refused.LISTING_STATE.text':
    'This cannot be done with the listing as it is now: it was withdrawn, has found a sister, or was not published.',
  'refused.NEWER_LISTING': 'A newer listing stands',
  'refused.NEWER_LISTING.text':
    'Your library has a newer listing, so this one cannot be renewed. Use the link in the mail about the newer one.',
  'refused.UNAUTHENTICATED': 'Please sign in',
  'refused.FORBIDDEN': 'This page is for others',
  'refused.SIGN_IN_FAILED': 'You are not signed in',
  'refused.IDENTITY_PROVIDER_UNAVAILABLE': 'Please try again in a minute',
  'refused.IDENTITY_PROVIDER_UNAVAILABLE.text':
    'The service that knows your account does not answer at the moment. Try again in a minute.',
  'refused.BAD_USER_INPUT': 'Something in the form cannot be used',
  'refused.POLICY_EXISTS': 'It is on record already',
  'refused.POLICY_EXISTS.text': 'A policy of this name is on record already. Correct or end that one, or choose another name.',
  'refused.PUBLISHER_EXISTS': 'It is on record already',
  'refused.PUBLISHER_EXISTS.text': 'A publisher of this name is on record already. Correct that one, or choose another name.',
  'refused.LAW_EXISTS': 'It is on record already',
  'refused.LAW_EXISTS.text': 'A law or bill of this name is on record already. Correct that one, or choose another name.',
  'refused.STATEMENT_EXISTS': 'It is on record already',
  'refused.STATEMENT_EXISTS.text': 'A statement of this name is on record already. Correct that one, or choose another name.',
  'refused.BOYCOTT_EXISTS': 'It is on record already',
  'refused.BOYCOTT_EXISTS.text': 'A boycott of this name is on record already. Correct that one, or choose another name.',
  'refused.PETITION_EXISTS': 'It is on record already',
  'refused.PETITION_EXISTS.text': 'Another petition has this name. Choose another one.',
  'refused.BEFORE_RECORDS': 'Nothing is known from before 2011',
  'refused.BEFORE_RECORDS.text':
    'The record of policies begins on 1 January 2011. Choose a later day under “As it was known on”, or leave it empty for what is known today.',
  'refused.CONSENT_MISSING': 'A library has not allowed the story',
  'refused.CONSENT_MISSING.text':
    'A library that the story names has not allowed it yet. Its staff can, on the page of their pair in their account; ask them, and publish it then.',
  'refused.SUBGRAPH_UNAVAILABLE': 'Please try again in a minute',
  'refused.SUBGRAPH_UNAVAILABLE.text':
    'A part of Shelfbridge cannot be reached at the moment. Try again in a minute; doing it twice does no harm.',
  'refused.SERVICE_UNAVAILABLE': 'Please try again in a minute',
  'refused.SERVICE_UNAVAILABLE.text':
    'Shelfbridge cannot reach its records at the moment, or cannot write them. Try again in a minute; doing it twice does no harm.',
  'refused.RATE_LIMITED': 'Too much at once',
  'refused.INTERNAL_SERVER_ERROR': 'Something went wrong on our side',
  'refused.UNSAFE_REQUEST': 'This came from another site',
  'refused.METHOD_NOT_ALLOWED': 'This cannot be sent here',
  'refused.METHOD_NOT_ALLOWED.text': 'Nothing was changed: what was sent is not taken at this address.',
  'refused.NOT_FOUND': 'There is nothing here',
  'refused.NOT_FOUND.text':
    'There is no page at this address. It may have been cut off on its way, or what it showed is no longer there.',
} as const;
