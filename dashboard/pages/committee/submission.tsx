// One submission beside the libraries that may be the same: publish it, ask its contact, or decline it with a reason.
import { CommitteeSubmissionDocument, type CommitteeSubmissionQuery } from '../../../schema/typed/CommitteeSubmission';
import { ReviewListingDocument, type ReviewListingMutation } from '../../../schema/typed/ReviewListing';
import { Button, Choice, Form, Hidden, TextArea } from '../../components/form';
import { Lines, Missing, Section } from '../../components/show';
import { ask, page, type Shown } from '../../page';
import { kindName } from '../account/partnership/terms';
import { Compared, libraryLink } from './compared';
import { CommitteeRooms } from './room';

type Submission = NonNullable<CommitteeSubmissionQuery['submission']>;

const asks = { submission: ask(CommitteeSubmissionDocument) };

export const committeeSubmission = page({
  address: '/committee/submissions/:id',
  where: { id: /^[a-z0-9-]{1,100}$/i },
  audience: 'committee',
  wide: true,
  title: ({ answers, done, t }) => {
    const { data, refused } = answers.submission;
    const { newLibrary, library } = data?.submission ?? {};
    const name = (newLibrary ?? library ?? listedBy(done))?.name;
    if (name === undefined && refused?.code === 'NOT_FOUND') return t('committee.submission.over');
    return t('committee.submission.title', { name: name ?? t('committee.unnamed') });
  },
  done: ({ form, t }) => t(form.sent === 'publish' ? 'committee.published' : 'committee.declined'),
  asks,
  forms: { publish: ReviewListingDocument, decline: ReviewListingDocument },
  reaches: { publish: ['PUBLISHED'], decline: ['DECLINED'] },
  content: (shown) => {
    const { answers, done, t, rich } = shown;
    const { data, refused } = answers.submission;
    const submission = data?.submission;
    const isAway = refused !== undefined && refused.code !== 'NOT_FOUND';
    const listed = submission ? undefined : listedBy(done);
    return (
      <>
        <CommitteeRooms />
        {submission && <Review submission={submission} shown={shown} />}
        {!submission && isAway && <Missing failed="committee.failed" />}
        {!submission && !isAway && !done && <p>{t('committee.submission.gone')}</p>}
        {listed && <p>{rich('committee.published.record', { link: (text) => libraryLink(listed.id, text) })}</p>}
        <p>
          <a class="button" href="/committee">
            {t('committee.back')}
          </a>
        </p>
      </>
    );
  },
});

/** The library that the list has since its listing was published. */
const listedBy = (done: unknown) => (done as ReviewListingMutation | undefined)?.reviewListing?.library;

function Review({ submission, shown }: { readonly submission: Submission; readonly shown: Shown<typeof asks> }) {
  const { form, t, rich, country, languageName } = shown;
  const { id, waitingDays, doubts, library, newLibrary, listing, contact, possibleDuplicates: doubles } = submission;
  const subject = newLibrary ?? library;
  const wishes = [
    ['committee.wishes.offers', listing.offers],
    ['committee.wishes.seeks', listing.seeks],
    ['committee.wishes.countries', listing.preferredCountries.map(country).join(', ')],
    ['committee.wishes.languages', listing.preferredLanguages.map(languageName).join(', ')],
    ['committee.wishes.activities', listing.activityInterests.map((kind) => kindName(shown, kind)).join(', ')],
    ['listing.commitment', listing.commitment && t(`listing.commitment.${listing.commitment}`)],
    ['committee.wishes.rhythm', listing.meetingRhythm && t(`listing.rhythm.${listing.meetingRhythm}`)],
    ['committee.answers', listing.answersCall?.title],
  ] as const;
  return (
    <>
      <p>
        {t('committee.waits', { days: waitingDays })}
        {library && <> {rich('committee.submission.listed', { link: (name) => libraryLink(library.id, name) })}</>}
      </p>
      {doubts.map((doubt) => (
        <p key={doubt} class="refusal">
          {t(`committee.doubt.${doubt}`)}
        </p>
      ))}
      {subject && <Compared subject={subject} doubles={doubles} title={t('committee.compared.submission')} />}
      <Section id="wishes" title={t('committee.wishes')}>
        <ul class="plain">
          {wishes
            .filter(([, text]) => text)
            .map(([label, text]) => (
              <li key={label}>
                <strong>{t(label)}:</strong> <Lines>{text ?? ''}</Lines>
              </li>
            ))}
        </ul>
      </Section>
      <div class="narrow">
        <Section id="publish" title={t('committee.publish')}>
          <Form of={form} name="publish">
            <Hidden name="input.listingId" value={id} />
            <Hidden name="input.decision" value="APPROVE" />
            {!library && doubles.some((double) => double.library) && (
              <Choice
                name="input.libraryId"
                label={t('committee.publish.as')}
                hint={t('committee.publish.as.hint')}
                none={t('committee.publish.new')}
                options={doubles.flatMap((double) =>
                  double.library ? [[double.library.id, `${double.library.name}, ${double.library.city}`]] : [],
                )}
              />
            )}
            <Button label={t('committee.publish.press')} />
          </Form>
        </Section>
        <Section id="ask" title={t('committee.askBack')}>
          {contact ? (
            <p>
              {t('committee.askBack.what', { name: contact.name })}{' '}
              <a href={mailTo(contact.email, t('committee.askBack.subject', { name: subject?.name ?? '' }))}>{contact.email}</a>
            </p>
          ) : (
            <p>{t('committee.askBack.none')}</p>
          )}
        </Section>
        <Section id="decline" title={t('committee.decline')}>
          <Form of={form} name="decline">
            <Hidden name="input.listingId" value={id} />
            <Hidden name="input.decision" value="DECLINE" />
            <TextArea
              name="input.reason"
              label={t('committee.decline.reason')}
              hint={t('committee.decline.hint')}
              required
              maxlength={4000}
            />
            <Button label={t('committee.decline.press')} grave />
          </Form>
        </Section>
      </div>
    </>
  );
}

/** Opens the mail program of the reader; nothing is sent from here. */
const mailTo = (email: string, subject: string) =>
  `mailto:${encodeURIComponent(email).replace('%40', '@')}?subject=${encodeURIComponent(subject)}`;
