// English: what is kept of people, how to get on, and who can use these pages.

export const about = {
  'privacy.title': 'What we keep of you',
  'privacy.lead':
    'As little as we can: what a signature or a listing needs, for as long as it stands. Reading needs nothing of you.',
  'privacy.read': 'When you read',
  'privacy.read.nothing':
    'Pages load nothing from other sites and tell no other site where you were. Nobody follows what you read. Only if you change the language, your browser remembers which one, in a cookie that holds nothing else.',
  'privacy.read.address':
    'So that nobody floods this site, the address of your connection is turned into a code that changes every day. Our logs do not hold the address; the services between you and us may keep logs of their own.',
  'privacy.sign': 'When you sign a petition',
  'privacy.sign.kept':
    'We keep your name, your country and region, your language, what you allowed, and when, until you take the signature back.',
  'privacy.sign.email':
    'Your e-mail address becomes a code that tells whether it has signed, and its domain a code that helps to notice abuse. Nobody can read the address in them.',
  'privacy.sign.wait':
    'Where a petition asks you to confirm, the address is also kept, encrypted, until you do, for seven days at most, to send you one reminder. Then what you entered is deleted.',
  'privacy.sign.news':
    'Only if you ask for news, the address is kept, encrypted, and the organizers can write to you once a day at most. Every such mail ends the news by one link; the address is then deleted, and your signature stays.',
  'privacy.sign.shown': 'Your name is shown beside the petition only if you allowed it. Your address is never shown.',
  'privacy.paper': 'When you sign on paper',
  'privacy.paper.kept':
    'The names stay on the sheet. Here we keep where each line stands, its country, region and day, and codes made of name and address, so that nobody is counted twice.',
  'privacy.back': 'Taking it back',
  'privacy.back.how':
    '<take>Ask for a mail</take> to the address you signed with. One link in it withdraws that signature, within seven days. The other, which works for a year, erases all that petitions keep of the address, whatever became of them. Counts follow at once.',
  'privacy.back.same': 'The answer is the same whether an address has signed or not, so that nobody else can find out.',
  'privacy.back.copies':
    'Copies that whoever runs this site makes of its database may hold what was erased until they are replaced.',
  'privacy.listing': 'When you list a library',
  'privacy.listing.kept':
    'The listing is public. Your name and e-mail address are kept encrypted; the committee sees them, and so does a library once it is the sister of yours.',
  'privacy.listing.end':
    'They are deleted seven days after a listing that you did not confirm, 90 days after one that was declined or has ended, and the night after you withdraw one; but not while your library has a sister or a proposal.',
  'privacy.account': 'When you sign in',
  'privacy.account.session':
    'A short-lived cookie is set on the way in, and one that holds your name, roles and libraries, sealed, for eight hours at most. Your password stays with the service that knows your account; we never see it.',
  'privacy.account.log':
    'What accounts change is written into a log that no account can change: who, when, what was before and after.',
  'help.title': 'Help',
  'help.lead': 'What people ask most, and where to go next.',
  'help.sign': 'Petitions',
  'help.sign.how':
    'Choose one of the <petitions>petitions</petitions>, fill in the form, and press the button. You need no account.',
  'help.sign.mail':
    'If a petition asks you to confirm, your signature counts only after you opened the link in our mail and pressed the button there, within seven days. No mail? Look among the unwanted ones, then sign again after ten minutes: you get a new mail, and the newest one counts.',
  'help.sign.back': 'To withdraw a signature, or erase everything, <take>ask for the links</take>.',
  'help.link': 'Links in our mails',
  'help.link.press':
    'Opening a link changes nothing; only the button on its page does. So a program that opens your mail cannot decide for you.',
  'help.link.broken':
    'If a link is said not to work, your mail program may have cut it: copy the whole address into the page. A link that is too old or used says so, and what to do.',
  'help.sister': 'Sister libraries',
  'help.sister.find':
    'See <sisters>who are sisters</sisters> and <listings>who seeks one</listings>, read the <tips>tips</tips>, and <add>list your library</add>. It appears once you confirmed the mail and the committee has read it.',
  'help.sister.manage':
    'The mails about a listing hold a link that renews or withdraws it. A listing stands for twelve months; we write 30 and 7 days before it ends.',
  'help.sister.account':
    'With an account the staff of a library propose to others, agree on terms, plan meetings and record what was done, under <account>your account</account>.',
  'help.policy': 'Policies of publishers',
  'help.policy.read':
    '<policies>Policies</policies> show what publishers ask of libraries on any day, each with its source. <compare>Compare</compare> turns them into money and waiting time for the numbers of your library; <embargoes>embargoes</embargoes> and <publishers>publishers</publishers> tell their history.',
  'help.policy.files':
    'Every chart has its numbers as a table, and where there is a link to a file, anyone may take it. An address with your choices in it shows the same to others.',
  'help.account': 'Accounts',
  'help.account.who':
    'Accounts are for the staff of libraries, the committee, organizers of petitions and editors. The committee or whoever runs this site gives them. If a page says that it needs another role, ask there.',
  'help.account.ended':
    'You are signed out after eight hours. A form that you had filled in by then is kept: the page says how to send it.',
  'accessibility.title': 'Accessibility',
  'accessibility.lead': 'Everybody should be able to read and use these pages, whatever they read and type with.',
  'accessibility.can': 'What you can rely on',
  'accessibility.can.keys':
    'Everything works with the keyboard alone, and without JavaScript; without it only numbers do not move by themselves. The first link skips to the content.',
  'accessibility.can.see':
    'Pages fit a narrow window, follow the light or dark and the contrast you set, and do not glide if you asked for less motion.',
  'accessibility.can.charts': 'Charts and maps say the same in a table, and mark by pattern or label what they mark by colour.',
  'accessibility.can.forms':
    'What is wrong in a form is said in words at its field, and what you typed stays. No form runs out of time while you fill it in, but for an account that ends after eight hours, and then your words are kept.',
  'accessibility.can.mail': 'Our mails hold the same words with and without formatting.',
  'accessibility.checked': 'How we know',
  'accessibility.checked.how':
    'Before every release a program (axe) reads each kind of page in a wide window by day and a narrow one by night, and finds nothing wrong. Such a program finds some faults, not all, and no expert has audited these pages yet.',
  'accessibility.limits': 'What is missing',
  'accessibility.limits.language':
    'Pages are in English and Spanish. Titles and stories are shown in the language they were written in. Where nobody knows which one that is, a screen reader is told so, and may read them in the wrong voice.',
  'accessibility.limits.maps': 'Maps cannot be enlarged within the page. Their tables hold everything that they show.',
  'accessibility.limits.tell':
    'If something stands in your way, tell whoever runs this site, or open an issue where its source is kept.',
} as const;
