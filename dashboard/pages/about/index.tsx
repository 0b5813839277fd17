// What is kept of people, how to get on, and who can use these pages. Each sentence is what the code does: change both together.
import { told } from './told';

export const privacy = told({
  address: '/privacy',
  title: 'privacy.title',
  lead: 'privacy.lead',
  sections: [
    ['privacy.read', 'privacy.read.nothing', 'privacy.read.address'],
    ['privacy.sign', 'privacy.sign.kept', 'privacy.sign.email', 'privacy.sign.wait', 'privacy.sign.news', 'privacy.sign.shown'],
    ['privacy.paper', 'privacy.paper.kept'],
    ['privacy.back', 'privacy.back.how', 'privacy.back.same', 'privacy.back.copies'],
    ['privacy.listing', 'privacy.listing.kept', 'privacy.listing.end'],
    ['privacy.account', 'privacy.account.session', 'privacy.account.log'],
  ],
});

export const help = told({
  address: '/help',
  title: 'help.title',
  lead: 'help.lead',
  sections: [
    ['help.sign', 'help.sign.how', 'help.sign.mail', 'help.sign.back'],
    ['help.link', 'help.link.press', 'help.link.broken'],
    ['help.sister', 'help.sister.find', 'help.sister.manage', 'help.sister.account'],
    ['help.policy', 'help.policy.read', 'help.policy.files'],
    ['help.account', 'help.account.who', 'help.account.ended'],
  ],
});

export const accessibility = told({
  address: '/accessibility',
  title: 'accessibility.title',
  lead: 'accessibility.lead',
  sections: [
    [
      'accessibility.can',
      'accessibility.can.keys',
      'accessibility.can.see',
      'accessibility.can.charts',
      'accessibility.can.forms',
      'accessibility.can.mail',
    ],
    ['accessibility.checked', 'accessibility.checked.how'],
    ['accessibility.limits', 'accessibility.limits.language', 'accessibility.limits.maps', 'accessibility.limits.tell'],
  ],
});
