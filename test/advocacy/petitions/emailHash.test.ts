// Promises of: two spellings of an e-mail address are recognised as one mailbox.
import fc from 'fast-check';
import { canonicalEmail } from '#advocacy/petitions/signing/emailHash';

describe('the canonical e-mail address', () => {
  it.each([
    ['a provider that ignores dots and tags', 'A.n.n+news@Gmail.com', 'ann@gmail.com'],
    ['two names of one provider', 'ann@googlemail.com', 'ann@gmail.com'],
    ['a provider that ignores tags only', 'a.nn+x@outlook.com', 'a.nn@outlook.com'],
    ['a further provider that ignores tags', 'a.nn+x@MSN.com', 'a.nn@msn.com'],
    ['the same provider in another country', 'a.nn+x@hotmail.ca', 'a.nn@hotmail.ca'],
    ['another domain of a provider that has many', 'Ann+books@fastmail.co.uk', 'ann@fastmail.co.uk'],
    ['a provider of another country', 'Ann+books@yandex.ru', 'ann@yandex.ru'],
    ['a community that ignores tags', 'ann+x+y@riseup.net', 'ann@riseup.net'],
    ['an unknown provider, where dots and tags may tell people apart', 'A.nn+x@library.example', 'a.nn+x@library.example'],
    ['white space around it', '  ann@library.example ', 'ann@library.example'],
    ['a domain in another script', 'ann@bücherei.example', 'ann@xn--bcherei-n2a.example'],
  ])('knows %s', (_what, given, canonical) => {
    expect(canonicalEmail(given)).toBe(canonical);
  });

  it.each([
    '',
    'ann',
    'ann@',
    '@library.example',
    'ann@library',
    'a b@library.example',
    `${'x'.repeat(250)}@a.example`,
    'ann@library.example\0',
    'ann@xn--a.example',
  ])('refuses %j, which is not an address', (text) => {
    expect(() => canonicalEmail(text)).toThrow(
      expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', field: 'email', reason: 'EMAIL_WRONG' } }),
    );
  });

  it('does not change when it is made canonical again', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        fc.pre(address.length < 200);
        const once = canonicalEmail(address);
        expect(canonicalEmail(once)).toBe(once);
      }),
    );
  });
});
