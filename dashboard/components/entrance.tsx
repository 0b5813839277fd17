// What stands in place of a page that is refused: why, and the way in where there is one.
import type { Form, Refused, Visitor } from '../page';
import { mayTryAgain } from '../refusals';
import { useWords } from '../words/words';
import { Button, Refusal } from './form';

interface TurnedAwayProps {
  readonly form: Form;
  readonly who: Visitor;
  /** The page that was asked for. */
  readonly path: string;
}

/** The page of a refusal alone. */
export function TurnedAway({ form, who, path }: TurnedAwayProps) {
  const { t } = useWords();
  const { refused } = form;
  if (refused?.code === 'UNAUTHENTICATED' && refused.status === 401) return <SignInHere form={form} who={who} path={path} />;
  if (refused?.code === 'FORBIDDEN' && who.account) return <OtherRole account={who.account} refused={refused} />;
  return (
    <>
      <Refusal refused={refused} />
      {refused && form.sent !== undefined && mayTryAgain(refused) && (
        <>
          <p>{t('entrance.away')}</p>
          <Kept fields={form.fields} />
        </>
      )}
      {refused?.code === 'SIGN_IN_FAILED' && (
        <p>
          <a class="button" href="/account/sign-in">
            {t('entrance.signIn')}
          </a>
        </p>
      )}
      {refused && <Onward refused={refused} path={path} />}
    </>
  );
}

/** Where to go from an address at which there is nothing, or nothing that takes what was sent. */
function Onward({ refused: { code, details }, path }: { readonly refused: Refused; readonly path: string }) {
  const { t } = useWords();
  if (code !== 'METHOD_NOT_ALLOWED' && code !== 'NOT_FOUND') return null;
  const canOpen = (details?.allowed as readonly string[] | undefined)?.includes('GET') === true;
  return (
    <p>
      <a class="button" href={canOpen ? path : '/'}>
        {t(canOpen ? 'entrance.open' : 'entrance.front')}
      </a>
    </p>
  );
}

/** Asks to sign in. A form that was sent too late is kept here until its sender has. */
function SignInHere({ form: { fields, sent }, who, path }: TurnedAwayProps) {
  const { t } = useWords();
  const kept = sent !== undefined;
  const to = (address: string) => `/account/sign-in?${new URLSearchParams({ to: address })}`;
  return (
    <>
      <p class="refusal" role="alert">
        {t(who.ended || kept ? 'entrance.ended' : 'entrance.needed')}
      </p>
      {kept && <p>{t('entrance.kept')}</p>}
      <p>
        {kept ? (
          <a class="button" href={to('/account')} target="_blank" rel="noopener">
            {t('entrance.newTab')}
          </a>
        ) : (
          <a class="button" href={to(path)}>
            {t('entrance.signIn')}
          </a>
        )}
      </p>
      {kept && <Kept fields={fields} />}
    </>
  );
}

/** A form that could not be sent, until its page can be shown again. */
function Kept({ fields }: Pick<Form, 'fields'>) {
  const { t } = useWords();
  // Only the pages that take files take so much, and only in this form.
  const isLong = String(fields).length > 500_000;
  return (
    <form method="post" enctype={isLong ? 'multipart/form-data' : undefined}>
      {[...fields]
        .filter(([name]) => name !== 'again')
        .map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
      <input type="hidden" name="again" value="true" />
      <Button label={t('entrance.again')} />
    </form>
  );
}

function OtherRole({ account, refused }: { readonly account: NonNullable<Visitor['account']>; readonly refused: Refused }) {
  const { t, rich } = useWords();
  const named = (roles: readonly string[]) =>
    roles.map((role) => t(`account.role.${role as keyof typeof known}`)).join(', ') || t('entrance.noRole');
  const needed = (refused.details?.allowed as readonly string[] | undefined) ?? [];
  const isOther = account.roles.some((role) => needed.includes(role));
  return (
    <>
      <p class="refusal" role="alert">
        {needed.length === 0 || isOther
          ? rich(isOther ? 'entrance.others.library' : 'entrance.others.own', { name: account.name })
          : rich('entrance.others', { name: account.name, roles: named(account.roles), needed: named(needed) })}
      </p>
      <SignOut />
    </>
  );
}

const known = { staff: true, committee: true, organizer: true, editor: true };

/** The button that ends the session. */
export function SignOut() {
  const { t } = useWords();
  return (
    <form method="post" action="/account/sign-out">
      <Button label={t('account.signOut')} />
    </form>
  );
}
