// What waits for editors: policies that no source has confirmed for long, the longest first, and the way to all others.
import { EditorPoliciesDocument, type EditorPoliciesQuery } from '../../../schema/typed/EditorPolicies';
import { Answered, Card, Cards, Section } from '../../components/show';
import { askWhole, page } from '../../page';
import { useWords } from '../../words/words';
import { embargoInWords, licenseInWords, placesInWords, titlesInWords } from '../policies/terms';
import { dayOf, EditRooms } from './room';

type Publisher = NonNullable<EditorPoliciesQuery['publishers']>['nodes'][number];
interface Row {
  readonly publisher: Pick<Publisher, 'id' | 'name'>;
  readonly policy: Publisher['policies'][number];
}

export const edit = page({
  address: '/edit',
  audience: 'editor',
  title: ({ t }) => t('edit.title'),
  asks: { policies: askWhole(EditorPoliciesDocument, 'publishers') },
  content: ({ answers, now, t }) => (
    <>
      <EditRooms />
      <p class="lead">{t('edit.lead')}</p>
      <Answered of={answers.policies} failed="edit.failed">
        {({ publishers }) => {
          if (!publishers) return null;
          const rows = publishers.nodes.flatMap((publisher) => publisher.policies.map((policy) => ({ publisher, policy })));
          const due = rows
            .filter((row) => isDue(row, dayOf(now)))
            .sort((a, b) => (confirmed(a) < confirmed(b) ? -1 : confirmed(a) > confirmed(b) ? 1 : 0));
          const others = rows.filter((row) => !due.includes(row));
          return (
            <>
              <Section id="due" title={t('edit.due')}>
                <p role="status">{t('edit.due.count', { count: due.length })}</p>
                <Cards>
                  {due.map((row) => (
                    <OneDue key={row.policy.id} of={row} />
                  ))}
                </Cards>
              </Section>
              <Section id="others" title={t('edit.others')}>
                <p>{t(others.length === 0 ? 'edit.others.none' : 'edit.others.lead')}</p>
                <ul class="plain">
                  {others.map(({ publisher, policy }) => (
                    <li key={policy.id}>
                      {publisher.name}: <Way of={policy} />
                    </li>
                  ))}
                </ul>
              </Section>
            </>
          );
        }}
      </Answered>
    </>
  ),
});

/** The day that puts those without any confirmation before all others. */
const confirmed = ({ policy }: Row): string => policy.knowledge.lastVerifiedOn ?? '';

/** Whether it would hold today, and nobody has looked for long. */
function isDue({ policy: { status, effectiveFrom: from, effectiveTo: to, knowledge } }: Row, today: string): boolean {
  const holds = (!from || from.date <= today) && (!to || to.date > today);
  const isOld = knowledge.marks.some((mark) => mark === 'STALE' || mark === 'NEVER_VERIFIED');
  return holds && isOld && status !== 'PROPOSED_NEVER_IN_FORCE';
}

/** Leads to a policy by what it allows and for which titles; two policies of a publisher can differ in their embargo or place alone. */
function Way({ of: policy }: { readonly of: Row['policy'] }) {
  const words = useWords();
  const { effectiveFrom: from } = policy;
  const parts = [
    licenseInWords(words, policy.license),
    titlesInWords(words, policy.titleScope),
    placesInWords(words, policy),
    ...(from ? [words.t('edit.since', { precision: from.precision, day: words.day(from.date, from.precision) })] : []),
  ];
  return <a href={`/edit/policies/${encodeURIComponent(policy.id)}`}>{parts.join(' · ')}</a>;
}

function OneDue({ of: { publisher, policy } }: { readonly of: Row }) {
  const words = useWords();
  const { t, day } = words;
  const { lastVerifiedOn } = policy.knowledge;
  return (
    <Card>
      <h3>
        <Way of={policy} />
      </h3>
      <p>
        {t('edit.by')} <a href={`/publishers/${encodeURIComponent(publisher.id)}#${policy.id}`}>{publisher.name}</a>
        {' · '}
        {policy.formats.map((format) => t(`policies.format.${format}`)).join(', ')}
      </p>
      <p>
        {t('policies.embargo')}: {embargoInWords(words, policy)}.{' '}
        {lastVerifiedOn ? t('fact.checked', { day: day(lastVerifiedOn) }) : t('fact.unchecked')}
      </p>
    </Card>
  );
}
