// The form by which a library proposes to another to be sisters.
import { ProposalToDocument, type ProposalToQuery } from '../../../schema/typed/ProposalTo';
import { ProposePartnershipDocument } from '../../../schema/typed/ProposePartnership';
import { Button, Form, Hidden, TextArea } from '../../components/form';
import { Lines } from '../../components/show';
import { ask, page } from '../../page';
import { TermsFields } from './partnership/terms';

const id = /^[a-z0-9-]{1,100}$/i;

export const propose = page({
  address: '/account/libraries/:library/propose/:to',
  where: { library: id, to: id },
  audience: 'staff',
  title: ({ answers, t }) => {
    const name = answers.libraries.data?.other?.name;
    return name ? t('propose.titled', { name }) : t('propose.title');
  },
  asks: { libraries: ask(ProposalToDocument) },
  needs: 'libraries',
  forms: { propose: ProposePartnershipDocument },
  leads: {
    propose: ({ proposePartnership }) => (proposePartnership ? `/account/partnerships/${proposePartnership.id}` : undefined),
  },
  content: ({ answers, form, t, country }) => {
    const { own, other, proposed } = answers.libraries.data ?? {};
    if (!own || !other) return null;
    const pair = livingWith(other, proposed?.nodes ?? []);
    // What was typed into a form that was refused stays.
    if (pair && form.sent === undefined)
      return (
        <>
          <p>{t('propose.already', { name: other.name, stand: standingOf(pair, own.id) })}</p>
          <p>
            <a class="button" href={`/account/partnerships/${pair.id}`}>
              {t('propose.exists')}
            </a>
          </p>
        </>
      );
    return (
      <>
        <p class="lead">
          {t('propose.lead', { own: own.name, other: other.name, city: other.city, country: country(other.country) })}
        </p>
        <p>
          <a href={`/libraries/${other.id}`}>{t('propose.profile', { name: other.name })}</a>
        </p>
        {!other.listing && <p class="refusal">{t('propose.none')}</p>}
        {other.listing?.offers && (
          <p>
            <strong>{t('listings.offers')}</strong> <Lines>{other.listing.offers}</Lines>
          </p>
        )}
        {other.listing?.seeks && (
          <p>
            <strong>{t('listings.seeks')}</strong> <Lines>{other.listing.seeks}</Lines>
          </p>
        )}
        {form.refused?.code === 'PARTNERSHIP_EXISTS' && (
          <p>
            <a href={`/account/partnerships/${form.refused.details?.partnershipId}`}>{t('propose.exists')}</a>
          </p>
        )}
        <Form of={form} name="propose">
          <Hidden name="input.fromLibraryId" value={own.id} />
          <Hidden name="input.toLibraryId" value={other.id} />
          <TextArea
            name="input.message"
            label={t('propose.message')}
            hint={t('propose.message.hint')}
            rows={6}
            required
            maxlength={4000}
          />
          <h2>{t('propose.terms')}</h2>
          <TermsFields name="input.terms" />
          <Button label={t('propose.press')} />
        </Form>
      </>
    );
  },
});

type Pair = NonNullable<ProposalToQuery['proposed']>['nodes'][number];
type Other = NonNullable<ProposalToQuery['other']>;

/** The partnership or proposal that the two have already. Two libraries have one at a time. */
const livingWith = ({ id: other, mergedIds }: Other, pairs: readonly Pair[]) =>
  pairs.find(
    ({ state, partners }) =>
      ['PROPOSED', 'ACTIVE', 'PAUSED'].includes(state) && partners.some(({ id }) => [other, ...mergedIds].includes(id)),
  );

const standingOf = ({ state, confidential }: Pair, own: string) =>
  state !== 'PROPOSED' ? 'SISTERS' : confidential?.proposedBy?.id === own ? 'SENT' : 'RECEIVED';
