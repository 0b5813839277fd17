// Finds a library of the list, so that the committee can correct it or make two records one; enters one that is missing.
import { CommitteeLibrariesDocument } from '../../../schema/typed/CommitteeLibraries';
import { EnterLibraryDocument, type EnterLibraryMutation } from '../../../schema/typed/EnterLibrary';
import { RestoreLibraryDocument } from '../../../schema/typed/RestoreLibrary';
import { TakenDownLibrariesDocument } from '../../../schema/typed/TakenDownLibraries';
import { Button, Field, Form, Hidden, Refusal } from '../../components/form';
import { Country } from '../../components/names';
import { Answered, Card, Cards, Mark, Missing, Pager, Section, Table } from '../../components/show';
import { ask, type Form as FormState, page } from '../../page';
import { useWords } from '../../words/words';
import { libraryLink } from './compared';
import { LibraryFields, Reason } from './correct';
import { CommitteeRooms } from './room';

export const committeeLibraries = page({
  address: '/committee/libraries',
  audience: 'committee',
  title: ({ t }) => t('committee.libraries.title'),
  asks: { libraries: ask(CommitteeLibrariesDocument), takenDown: ask(TakenDownLibrariesDocument) },
  forms: { restore: RestoreLibraryDocument, enter: EnterLibraryDocument },
  done: ({ form, t }) => t(form.sent === 'enter' ? 'committee.enter.done' : 'committee.restore.done'),
  content: ({ answers, done, form, t, country }) => {
    const { data, refused } = answers.libraries;
    const found = data?.libraries;
    const isAsked = refused?.code === 'BAD_USER_INPUT';
    const entered = form.sent === 'enter' ? (done as EnterLibraryMutation | undefined)?.enterLibrary : undefined;
    return (
      <>
        <CommitteeRooms />
        {entered && (
          <p>
            {libraryLink(entered.id, entered.name)}{' '}
            <a href={`/committee/doubles?country=${entered.country}`}>{t('committee.enter.alike')}</a>
          </p>
        )}
        {form.fields.has('down') && form.sent === undefined && (
          <p class="done" role="status">
            {t('committee.takeDown.done')}
          </p>
        )}
        {isAsked && <Refusal refused={refused} />}
        <Form of={{ ...form, refused: isAsked ? refused : undefined }} method="get" label={t('committee.libraries')}>
          <Field name="filter.text" label={t('committee.libraries.text')} type="search" maxlength={200} />
          <Country name="filter.countries" label={t('listings.country')} none={t('listings.anywhere')} />
          <Button label={t('committee.libraries.press')} />
        </Form>
        {found && (
          <>
            <p role="status">{t('committee.libraries.found', { count: found.totalCount ?? 0 })}</p>
            <Table
              caption={t('committee.libraries')}
              empty={t('committee.libraries.none')}
              rows={found.nodes}
              columns={[
                {
                  title: t('listing.name'),
                  cell: ({ id, name, demo }) => (
                    <>
                      {libraryLink(id, name)}
                      <Mark demo={demo} />
                    </>
                  ),
                },
                { title: t('listing.city'), cell: ({ city }) => city },
                { title: t('listing.country'), cell: ({ country: code }) => country(code) },
                { title: t('committee.listing'), cell: ({ listing }) => (listing ? t('committee.libraries.seeks') : '') },
              ]}
            />
            <Pager fields={form.fields} after={found.pageInfo} />
          </>
        )}
        {!found && !isAsked && <Missing failed="committee.failed" />}
        <Enter form={form} />
        <Section id="taken-down" title={t('committee.restore')}>
          <Answered of={answers.takenDown} failed="committee.failed">
            {({ takenDownLibraries: gone }) => (
              <>
                {gone?.length === 0 && <p>{t('committee.restore.none')}</p>}
                <Cards>
                  {(gone ?? []).map(({ id, name, city, country: code }) => (
                    <Card key={id}>
                      <h3>{name}</h3>
                      <p>
                        {city}, {country(code)}
                      </p>
                      <Form of={form} name="restore" one={id} action="#taken-down">
                        <Hidden name="libraryId" value={id} />
                        <Reason name="reason" />
                        <Button label={t('committee.restore.press')} />
                      </Form>
                    </Card>
                  ))}
                </Cards>
              </>
            )}
          </Answered>
        </Section>
      </>
    );
  },
});

/** The form of one library that is missing, by the rules of a list of them. */
function Enter({ form }: { readonly form: FormState }) {
  const { t } = useWords();
  const { values } = (form.refused?.details ?? {}) as { readonly values?: Readonly<Record<string, unknown>> };
  return (
    <Section id="enter" title={t('committee.enter')}>
      <p>{t('committee.enter.lead')}</p>
      {typeof values?.library === 'string' && <p>{libraryLink(values.library, t('committee.enter.record'))}</p>}
      <Form of={form} name="enter" action="#main">
        <LibraryFields at="input.library" />
        <Field name="input.source" label={t('committee.files.pair.source')} required maxlength={200} />
        <Field name="input.sourceUrl" type="url" label={t('committee.files.pair.url')} />
        <Button label={t('committee.enter.press')} />
      </Form>
    </Section>
  );
}
