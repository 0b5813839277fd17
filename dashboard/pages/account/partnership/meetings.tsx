// The meetings of two partners: planned, moved, agreed to, cancelled.
import { DateTime } from 'luxon';
import type { AccountPartnershipQuery } from '../../../../schema/typed/AccountPartnership';
import { Button, Choice, Field, Form, Hidden } from '../../../components/form';
import { Section } from '../../../components/show';
import type { Form as FormState } from '../../../page';
import { useWords } from '../../../words/words';
import { rhythmChoices } from './terms';

type Meeting = NonNullable<NonNullable<AccountPartnershipQuery['partnership']>['confidential']>['meetings'][number];

/** Makes the hour that clocks in a time zone show the instant that the graph takes. What is no hour there stays as it was typed. */
export function atInstant(fields: URLSearchParams, zone: string): void {
  const at = DateTime.fromISO(fields.get('input.startsAt') ?? '', { zone });
  if (at.isValid) fields.set('input.startsAt', at.toUTC().toISO());
}

interface MeetingsProps {
  readonly partnershipId: string;
  readonly meetings: readonly Meeting[];
  /** The libraries that the reader speaks for. */
  readonly ours: readonly string[];
  readonly mayPlan: boolean;
  readonly form: FormState;
  readonly now: Date;
}

export function Meetings({ partnershipId, meetings, ours, mayPlan, form, now }: MeetingsProps) {
  const words = useWords();
  const { t } = words;
  const ahead = meetings.filter(({ state }) => state !== 'CANCELLED').toReversed();
  if (!mayPlan && ahead.length === 0) return null;
  return (
    <Section id="meetings" title={t('together.meetings')}>
      {ahead.length === 0 && <p>{t('together.meetings.none')}</p>}
      <ul class="cards">
        {ahead.map((meeting) => (
          <li key={meeting.id}>
            <Planned meeting={meeting} partnershipId={partnershipId} ours={ours} mayPlan={mayPlan} form={form} now={now} />
          </li>
        ))}
      </ul>
      {mayPlan && (
        <details open={form.sent === 'meet' && form.refused !== undefined}>
          <summary>{t('together.meetings.plan')}</summary>
          <Form of={form} name="meet" action="#meetings">
            <Hidden name="input.partnershipId" value={partnershipId} />
            <Field name="input.startsAt" label={t('together.meetings.at')} type="datetime-local" required />
            <Field
              name="input.timeZone"
              label={t('together.meetings.zone')}
              hint={t('together.meetings.zone.hint')}
              value={meetings[0]?.timeZone}
              required
              maxlength={64}
            />
            <Field
              name="input.minutes"
              label={t('together.meetings.length')}
              type="number"
              min={5}
              max={600}
              value={60}
              required
            />
            <Field name="input.topic" label={t('together.meetings.topic')} maxlength={200} />
            <Field name="input.place" label={t('together.meetings.place')} maxlength={500} />
            <Choice
              name="input.repeats"
              label={t('together.meetings.repeats')}
              none={t('together.meetings.repeats.none')}
              options={rhythmChoices(words)}
            />
            <Field name="input.times" label={t('together.meetings.times')} type="number" min={1} max={52} value={1} required />
            <Button label={t('together.meetings.plan')} />
          </Form>
        </details>
      )}
    </Section>
  );
}

interface PlannedProps extends Omit<MeetingsProps, 'meetings'> {
  readonly meeting: Meeting;
}

function Planned({ meeting, partnershipId, ours, mayPlan, form, now }: PlannedProps) {
  const { t, moment } = useWords();
  const { id, state, startsAt, standsAt, minutes, timeZone, topic, place, proposedBy } = meeting;
  const when = (at: string) => `${moment(at, timeZone)} (${timeZone})`;
  const isOver = new Date(startsAt).getTime() + minutes * 60_000 < now.getTime();
  const isMoving = form.sent === 'move' && form.fields.get('one') === id && form.refused !== undefined;
  return (
    <>
      <h3>{topic ?? t('together.meetings')}</h3>
      <p>
        {when(startsAt)}, {t('together.meetings.minutes', { minutes })} (
        {t('together.meetings.state', { state, name: proposedBy.name })})
      </p>
      {standsAt && standsAt !== startsAt && <p>{t('together.meetings.was', { when: when(standsAt) })}</p>}
      {place && <p>{place}</p>}
      {mayPlan && !isOver && (
        <>
          {state === 'PROPOSED' && !ours.includes(proposedBy.id) && (
            <Form of={form} one={id} name="agreeToMeet" action="#meetings">
              <Hidden name="input.partnershipId" value={partnershipId} />
              <Hidden name="input.meetingIds" value={id} />
              <Button label={t('together.meetings.agree')} />
            </Form>
          )}
          <details open={isMoving}>
            <summary>{t('together.meetings.move')}</summary>
            <Form of={form} one={id} name="move" action="#meetings">
              <Hidden name="input.partnershipId" value={partnershipId} />
              <Hidden name="input.meetingId" value={id} />
              <Hidden name="zone" value={timeZone} />
              <Field
                name="input.startsAt"
                label={t('together.meetings.moveTo', { zone: timeZone })}
                type="datetime-local"
                required
              />
              <Button label={t('together.meetings.move')} />
            </Form>
            <Form of={form} one={id} name="cancelMeeting" action="#meetings">
              <Hidden name="input.partnershipId" value={partnershipId} />
              <Hidden name="input.meetingIds" value={id} />
              <Button label={t('together.meetings.cancel')} grave />
            </Form>
          </details>
        </>
      )}
    </>
  );
}
