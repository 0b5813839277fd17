// English: what mails say.

export const mails = {
  'mail.why':
    'You get this mail because someone entered your address at a petition. If it was not you, ignore this mail, and nothing will happen.',
  'mail.erase': 'Erase everything',
  'mail.erase.what': '“Erase everything” is for all that we keep about this address, at this petition and at every other.',
  'mail.confirm.subject': 'Please confirm your signature: {title}',
  'mail.confirm.signed': 'Someone signed the petition “{title}” with this address.',
  'mail.confirm.how':
    'If it was you, open the link, read what will count, and press the button. Only then does your signature count. The link works once, within {days, plural, one {# day} other {# days}}.',
  'mail.confirm.closes':
    'If it was you, open the link, read what will count, and press the button. Only then does your signature count. The petition ends soon: the link works once, and not after {day}.',
  'mail.confirm.press': 'Confirm my signature',
  'mail.links.subject': 'Your signature: {title}',
  'mail.links.counts': 'This address has signed the petition “{title}”. The signature counts, and you need to do nothing more.',
  'mail.links.struck':
    'This address has signed the petition “{title}”, and its organizers struck the signature out as abuse. It does not count now, and signing again does not change that. If you signed yourself, write to the organizers, who can put it back.',
  'mail.links.household':
    'Each address counts once. If someone else of your household wants to sign too, they can sign with an address of their own, or on a sheet of paper of the organizers, where a line needs no address.',
  'mail.links.withdraw':
    'To withdraw your signature, open the link. It works once, within {days, plural, one {# day} other {# days}}.',
  'mail.links.press': 'Withdraw my signature',
  'mail.remind.subject': 'Not confirmed yet: {title}',
  'mail.remind.signed':
    'Someone signed the petition “{title}” with this address, and has not confirmed it. It does not count yet.',
  'mail.remind.how':
    'If it was you, open the link, read what will count, and press the button. After {days, plural, one {# more day} other {# more days}} we forget what was entered.',
  'mail.remind.closes':
    'If it was you, open the link, read what will count, and press the button. The petition ends soon: {day} is the last day on which you can.',
  'mail.remind.only':
    'This is the only reminder. If it was not you, ignore this mail, or stop further mails about this petition by the last link.',
  'mail.remind.stop': 'No more mails about this',
  'mail.news.see': 'See the petition',
  'mail.news.why':
    'You signed the petition “{title}” and asked for news about it. Your signature counts with or without the news.',
  'mail.news.stop': 'Stop news about this petition',

  'mail.listing.why':
    'You receive this mail because this address was given as the contact of a listing of libraries seeking sisters.',
  'mail.listing.unnamed': 'your library',
  'mail.listing.stop': 'Stop reminders about this listing',
  'mail.listing.manage': 'Renew or withdraw the listing',
  'mail.listing.submitted': 'Please confirm your listing',
  'mail.listing.submitted.who':
    'Someone asked us to list {name} among the libraries seeking sister libraries, and named you as its contact.',
  'mail.listing.submitted.how':
    'If you agree, open this link within {days, plural, one {# day} other {# days}} and confirm the listing. If you do not, ignore this mail: we then delete the submission.',
  'mail.listing.submitted.press': 'Confirm the listing',
  'mail.listing.published': '{name} is now listed',
  'mail.listing.published.until':
    'The committee has published the listing of {name}. It stays in the list until {end} unless you renew or withdraw it.',
  'mail.listing.declined': 'The listing of {name} was not published',
  'mail.listing.declined.why': 'The committee decided not to publish the listing of {name}. It wrote:',
  'mail.listing.takenDown': 'The listing of {name} was taken off the list',
  'mail.listing.takenDown.why': 'The committee took the listing of {name} off the list. It wrote:',
  'mail.listing.ends': 'The listing of {name} ends on {end}',
  'mail.listing.ends.renew':
    'Is {name} still looking for a sister library? Its listing ends on {end}. You can renew it for twelve months.',
  'mail.listing.ended': 'The listing of {name} has ended',
  'mail.listing.ended.renew': 'The listing of {name} was not renewed, so it is no longer in the list. You can still renew it.',
  'mail.listing.ended.press': 'Renew the listing',

  'mail.committee.waits': 'A listing waits for review: {name}',
  'mail.committee.waits.text':
    '{name} would like to be listed among the libraries seeking sisters. Its contact has confirmed the submission.',
  'mail.committee.review': 'Review the listing',
  'mail.committee.why': 'You receive this mail because this address belongs to the Sister Libraries Committee.',

  'mail.partnership.open': 'Open the partnership',
  'mail.partnership.why': 'You receive this mail because you are the contact of {us} in the sister library programme.',
  'mail.partnership.PROPOSED': '{them} proposes to be sisters',
  'mail.partnership.PROPOSED.text':
    '{them} proposes a partnership with {us}. Sign in to read its message and the terms, and to answer.',
  'mail.partnership.ACCEPTED': '{them} accepted your proposal',
  'mail.partnership.ACCEPTED.text':
    '{us} and {them} are now sister libraries. If {them} changed the terms, they wait for your agreement.',
  'mail.partnership.DECLINED': '{them} declined your proposal',
  'mail.partnership.DECLINED.text': '{them} declined the partnership that {us} proposed. Sign in to read why.',
  'mail.partnership.WITHDRAWN': '{them} withdrew its proposal',
  'mail.partnership.WITHDRAWN.text': '{them} no longer proposes a partnership with {us}. There is nothing for you to do.',
  'mail.partnership.TERMS_PROPOSED': '{them} proposes new terms',
  'mail.partnership.TERMS_PROPOSED.text':
    '{them} proposes a new version of its agreement with {us}. The current version applies until you agree.',
  'mail.partnership.TERMS_AGREED': '{them} agreed to the terms',
  'mail.partnership.TERMS_AGREED.text':
    '{them} agreed to the newest version of its agreement with {us}. That version applies from now on.',
  'mail.partnership.PAUSED': '{them} paused your partnership',
  'mail.partnership.PAUSED.text': 'The partnership of {us} and {them} is paused. Either of you can resume it.',
  'mail.partnership.RESUMED': '{them} resumed your partnership',
  'mail.partnership.RESUMED.text': 'The partnership of {us} and {them} is active again.',
  'mail.partnership.ENDED': '{them} ended your partnership',
  'mail.partnership.ENDED.text': '{them} ended its partnership with {us}. Either of you can propose a new one later.',
  'mail.partnership.SILENT': 'Time to write to {them}?',
  'mail.partnership.SILENT.text':
    '{us} and {them} agreed to be in touch more often than your log shows. A short message is enough to start again. If you were in touch, please add it to the log.',
  'mail.partnership.REVIEW_DUE': 'Your agreement with {them} is due for review',
  'mail.partnership.REVIEW_DUE.text': '{us} and {them} agreed to look at their agreement again on {day}.',

  'mail.meeting.PROPOSED': '{them} proposes to meet',
  'mail.meeting.PROPOSED.text': '{them} would like to meet you on:',
  'mail.meeting.MOVED': '{them} would like to move a meeting',
  'mail.meeting.MOVED.text':
    '{them} would like to meet you at another time. Calendars keep the old one until you agree. The new time:',
  'mail.meeting.AGREED': '{them} agreed to meet',
  'mail.meeting.AGREED.text': '{them} will meet you on:',
  'mail.meeting.CANCELLED': '{them} cancelled a meeting',
  'mail.meeting.CANCELLED.text': '{them} cannot meet you on:',
  'mail.meeting.when': '{when} ({minutes, plural, one {# minute} other {# minutes}})',
  'mail.meeting.more': '{count, plural, one {… and # more.} other {… and # more.}}',
  'mail.meeting.zone':
    '{city, select, UTC {All times are UTC.} other {{other, select, none {All times are those of {city} ({one}).} other {All times are those of {city} ({one} or {other}, depending on the day).}}}}',
} as const;
