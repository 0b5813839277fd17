// The meetings of two partners: planned, moved, agreed to, cancelled.
import type { AccountPartnershipQuery } from '../../../../schema/typed/AccountPartnership';
import { Button, Choice, Field, Form, Hidden } from '../../../components/form';
import { TimeZone } from '../../../components/names';
import { isShownAgain } from '../../../components/refusal';
import { Section } from '../../../components/show';
import type { Form as FormState } from '../../../page';
import { momentWritten } from '../../../words/places';
import { useWords, type Words } from '../../../words/words';
import { rhythmChoices } from './terms';

type Meeting = NonNullable<NonNullable<AccountPartnershipQuery['partnership']>['confidential']>['meetings'][number];

/** A partner, and the clocks it goes by where that is known. */
export interface Partner {
  readonly id: string;
  readonly name: string;
  readonly meetingHours: { readonly timeZone: string } | null;
}

/** The hour is one of the zone that was typed, else of the one that was chosen. */
export function atChosenClock(fields: URLSearchParams): void {
  const zone = fields.get('input.timeZone')?.trim() || (fields.get('zone') ?? '');
  fields.set('input.timeZone', zone);
  atInstant(fields, zone);
}

/**
 * Makes the hour that clocks in a time zone show the instant that the graph takes. What is no hour there stays as it was typed; of a zone that
 * nobody knows any instant will do, as the graph refuses the zone.
 */
export function atInstant(fields: URLSearchParams, zone: string): void {
  const typed = fields.get('input.startsAt') ?? '';
  const at = momentWritten(typed, zone) ?? momentWritten(typed, 'utc');
  if (at !== undefined) fields.set('input.startsAt', at);
}

interface MeetingsProps {
  readonly partnershipId: string;
  readonly meetings: readonly Meeting[];
  readonly partners: readonly Partner[];
  /** The libraries that the reader speaks for. */
  readonly ours: readonly string[];
  readonly mayPlan: boolean;
  readonly form: FormState;
  readonly now: Date;
}

/** A choice of clocks: those of the two libraries, one's own first, and those that are in use already. */
function Clocks({ partners, ours, also }: Pick<MeetingsProps, 'partners' | 'ours'> & { readonly also?: string | undefined }) {
  const { t, zoneName } = useWords();
  const known = clocksOf(partners, ours, zoneName);
  const others = also && !known.some(([zone]) => zone === also) ? [[also, zoneName(also)] as const] : [];
  const options = [...known, ...others];
  if (options.length === 0) return null;
  return <Choice name="zone" label={t('together.meetings.clocks')} options={options} value={also ?? options[0]?.[0]} />;
}

/** The zones of partners, each with who goes by it. */
function clocksOf(
  partners: readonly Partner[],
  ours: readonly string[],
  zoneName: Words['zoneName'],
): readonly (readonly [zone: string, label: string])[] {
  const sorted = partners.toSorted((one, other) => Number(ours.includes(other.id)) - Number(ours.includes(one.id)));
  const zones = new Set(sorted.flatMap(({ meetingHours }) => meetingHours?.timeZone ?? []));
  return [...zones].map((zone) => {
    const names = sorted.filter(({ meetingHours }) => meetingHours?.timeZone === zone).map(({ name }) => name);
    return [zone, `${zoneName(zone)} (${names.join(', ')})`];
  });
}

export function Meetings({ partnershipId, meetings, partners, ours, mayPlan, form, now }: MeetingsProps) {
  const words = useWords();
  const { t } = words;
  const planned = meetings.filter(({ state }) => state !== 'CANCELLED').toSorted((one, other) => timeOf(one) - timeOf(other));
  const ahead = planned.filter((meeting) => !isOver(meeting, now));
  const past = planned.filter((meeting) => isOver(meeting, now)).toReversed();
  if (!mayPlan && planned.length === 0) return null;
  const shown = { partnershipId, partners, ours, mayPlan, form, now };
  const hasClocks = meetings.length > 0 || partners.some(({ meetingHours }) => meetingHours);
  return (
    <Section id="meetings" title={t('together.meetings')}>
      {ahead.length === 0 && <p>{t('together.meetings.none')}</p>}
      <Listed {...shown} meetings={ahead} />
      {mayPlan && (
        <details open={isShownAgain(form, 'meet')}>
          <summary>{t('together.meetings.plan')}</summary>
          <Form of={form} name="meet" action="#meetings">
            <Hidden name="input.partnershipId" value={partnershipId} />
            <Field name="input.startsAt" label={t('together.meetings.at')} type="datetime-local" required />
            <Clocks partners={partners} ours={ours} also={meetings[0]?.timeZone} />
            <TimeZone
              name="input.timeZone"
              label={t(hasClocks ? 'together.meetings.zone.other' : 'together.meetings.zone')}
              required={!hasClocks}
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
      {past.length > 0 && (
        <details>
          <summary>{t('together.meetings.past', { count: past.length })}</summary>
          <Listed {...shown} meetings={past} />
        </details>
      )}
    </Section>
  );
}

const timeOf = ({ startsAt }: Meeting) => new Date(startsAt).getTime();
const isOver = (meeting: Meeting, now: Date) => timeOf(meeting) + meeting.minutes * 60_000 < now.getTime();

const Listed = ({ meetings, ...shown }: MeetingsProps) => (
  <ul class="cards">
    {meetings.map((meeting) => (
      <li key={meeting.id}>
        <Planned {...shown} meeting={meeting} />
      </li>
    ))}
  </ul>
);

interface PlannedProps extends Omit<MeetingsProps, 'meetings'> {
  readonly meeting: Meeting;
}

function Planned({ meeting, partnershipId, partners, ours, mayPlan, form, now }: PlannedProps) {
  const { t, moment, zoneName } = useWords();
  const { id, state, startsAt, standsAt, minutes, timeZone, topic, place, proposedBy } = meeting;
  const when = (at: string, zone = timeZone) => `${moment(at, zone)} (${zoneName(zone)})`;
  const isMoving = isShownAgain(form, 'move', id);
  return (
    <>
      <h3 lang={topic === null ? undefined : ''}>{topic ?? t('together.meetings')}</h3>
      <p class="begins">
        {when(startsAt)}, {t('together.meetings.minutes', { minutes })} (
        {t('together.meetings.state', { state, name: proposedBy.name })})
      </p>
      {partners
        .filter(({ meetingHours }) => meetingHours && meetingHours.timeZone !== timeZone)
        .map(({ id: partner, name, meetingHours }) => (
          <p key={partner}>{t('together.meetings.there', { name, when: when(startsAt, meetingHours?.timeZone) })}</p>
        ))}
      {standsAt && standsAt !== startsAt && <p>{t('together.meetings.was', { when: when(standsAt) })}</p>}
      {place && <p lang="">{place}</p>}
      {mayPlan && !isOver(meeting, now) && (
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
              <Field name="input.startsAt" label={t('together.meetings.moveTo')} type="datetime-local" required />
              <Clocks partners={partners} ours={ours} also={timeZone} />
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
