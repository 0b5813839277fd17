// English: the pages that links in mails to supporters open.

export const signatures = {
  'confirm.title': 'Confirm your signature',
  'confirm.done': 'Your signature counts',
  'confirm.thanks':
    '{count, plural, one {Thank you. You are the first to sign “{title}”.} other {Thank you. Together with you <n>{count, number}</n> people have signed “{title}”.}}',
  'confirm.see': 'See the petition',
  'confirm.used':
    'If you have pressed the button before, this is already done: your signature counts, and there is nothing more to do. If you signed again later, use the link in the newest mail.',
  'confirm.expired': 'Your signature was not counted, and what you entered has been deleted. You can <link>sign again</link>.',
  'confirm.what': 'Somebody signed “<title></title>” with your e-mail address. When you press the button, this counts:',
  'confirm.name': 'Name: <b>{name}</b>{shown, select, yes {, shown in public beside the petition} other {, not shown in public}}',
  'confirm.country': 'Country: {country}',
  'confirm.updates': '{wanted, select, yes {News of the petition by mail} other {No news by mail}}',
  'confirm.wrong':
    'If something is wrong, <link>sign again</link> with the same address: the newest entry counts. If it was not you, close this page. Nothing happens, and the address is forgotten after seven days.',
  'confirm.press': 'Confirm my signature',
  'confirm.look': 'Somebody signed a petition with your e-mail address. See what was entered, then decide.',
  'confirm.show': 'Show what I confirm',
  'erase.title': 'Erase everything about you',
  'erase.done': 'Everything about you is erased',
  'erase.nothing': 'Nothing is kept of your address any more.',
  'erase.left': '{count, plural, one {Your signature left this petition:} other {Your signatures left these petitions:}}',
  'erase.used': 'If you have pressed the button before, this is already done: nothing is kept of your address.',
  'erase.expired': 'Nothing was erased. You can <link>ask for a new link</link>.',
  'erase.what':
    'Press the button to erase what is kept of your address, at this petition and every other: your signatures leave all counts, and your name is deleted.',
  'erase.final': 'This cannot be undone. To take back this one signature only, use the other link in the mail.',
  'erase.press': 'Erase everything',
  'links.title': 'Take a signature back',
  'links.done': 'Look into your mailbox',
  'links.sent':
    'If that address has signed the petition, a mail is on its way to it. It holds one link that withdraws the signature, and one that erases everything that is kept of the address.',
  'links.none': 'No mail? Then this address has not signed that petition, or the mail is among the unwanted ones.',
  'links.what':
    'You get a mail with links that withdraw your signature, or erase everything that is kept of you. Only you can open them.',
  'links.petition': 'The petition',
  'links.empty': 'No petition is signed here yet, so there is nothing to take back.',
  'links.choose': 'Choose a petition',
  'links.failed': 'The petitions cannot be shown at the moment. Please come back in a minute.',
  'links.email': 'The e-mail address you signed with',
  'links.press': 'Send me the links',
  'news.title': 'No more news',
  'news.done': 'You get no more news',
  'news.ended': 'You get no more news of “{title}”, and your address is deleted. Your signature counts as before.',
  'news.gone': 'Your signature is gone, and your address with it: you get no more news.',
  'news.what': 'Press the button to get no more news of the petition you signed. Your signature stays as it is.',
  'news.press': 'Send no more news',
  'stop.title': 'No more mails about this',
  'stop.done': 'You get no more mails about this',
  'stop.forgotten':
    'What was entered at “{title}” with your address and not confirmed is forgotten. You get no more mails about it.',
  'stop.what':
    'Press the button, and what was entered with your address and not confirmed is forgotten. A signature that you confirmed stays.',
  'stop.press': 'Send no more mails',
  'withdraw.title': 'Withdraw your signature',
  'withdraw.done': 'Your signature is withdrawn',
  'withdraw.left':
    '“{title}” counts {count, plural, one {<n>{count, number}</n> signature} other {<n>{count, number}</n> signatures}} now, without yours. Your name is deleted.',
  'withdraw.again': 'If you change your mind, you can <link>sign again</link>.',
  'withdraw.used': 'If you have pressed the button before, this is already done: the signature is gone.',
  'withdraw.expired': 'Your signature still counts. You can <link>ask for a new link</link>.',
  'withdraw.what':
    'Press the button to take your signature back. It leaves the count at once, and your name is deleted. You can sign again later.',
  'withdraw.press': 'Withdraw my signature',
} as const;
