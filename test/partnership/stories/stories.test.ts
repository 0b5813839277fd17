// Promises of: how the committee writes stories and tips, and what becomes of harmful Markdown.
import { renderMarkdown } from '#partnership/stories/markdown';
import { codeOf } from '../../support/graphql';
import { committee, staffOf } from '../../support/identities';
import { openStage, type Stage } from '../../support/partnership';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const write = `mutation ($input: WriteStoryInput!) { writeStory(input: $input) { id state body bodyHtml } }`;
const publish = `mutation ($id: ID!) { publishStory(id: $id) { id state publishedOn } }`;
const retract = `mutation ($id: ID!) { retractStory(id: $id) { id state } }`;
const consent = `mutation ($id: ID!, $consent: Boolean!) { consentToStories(id: $id, consent: $consent) { confidential { storyConsents { id } } } }`;
const story = {
  partnershipId: 'demo-auckland-seoul',
  title: 'One year',
  body: '# One year\n\nWe *met*.',
  goals: ['RAISE_ISSUES'],
};
const read = (id: string) => `{ story(id: "${id}") { id } partnership(id: "demo-auckland-seoul") { stories { id } } }`;

describe('a story', () => {
  it('is read by everyone once both partners allow it, and no longer when one takes that back', async () => {
    const { writeStory: draft } = await stage.as(committee).ask(write, { input: story });
    expect(draft).toMatchObject({ state: 'DRAFT', bodyHtml: '<h2>One year</h2>\n<p>We <em>met</em>.</p>' });
    const hidden = await stage.run(read(draft.id));
    expect([codeOf(hidden), hidden.data.partnership.stories.length]).toEqual(['NOT_FOUND', 0]);
    const { unpublishedStories } = await stage.as(committee).ask('{ unpublishedStories { nodes { id } } }');
    expect(unpublishedStories.nodes).toEqual([{ id: draft.id }]);

    const missing = await stage.as(committee).run(publish, { id: draft.id });
    expect(missing.errors?.[0]?.extensions).toMatchObject({
      code: 'CONSENT_MISSING',
      libraryIds: story.partnershipId && ['demo-auckland-nz', 'demo-seoul-kr'],
    });
    await stage.as(staffOf('demo-auckland-nz')).ask(consent, { id: story.partnershipId, consent: true });
    expect(codeOf(await stage.as(committee).run(publish, { id: draft.id }))).toBe('CONSENT_MISSING');
    expect(codeOf(await stage.as(committee).run(consent, { id: story.partnershipId, consent: true }))).toBe('FORBIDDEN');
    await stage.as(staffOf('demo-seoul-kr')).ask(consent, { id: story.partnershipId, consent: true });
    expect((await stage.as(committee).ask(publish, { id: draft.id })).publishStory).toMatchObject({
      state: 'PUBLISHED',
      publishedOn: '2026-11-23',
    });
    expect((await stage.ask(read(draft.id))).partnership.stories).toHaveLength(1);
    expect(codeOf(await stage.as(committee).run(publish, { id: draft.id }))).toBe('STORY_STATE');

    const edited = { ...story, id: draft.id, body: 'Shorter.' };
    expect((await stage.as(committee).ask(write, { input: edited })).writeStory).toMatchObject({
      state: 'PUBLISHED',
      body: 'Shorter.',
    });
    await stage.as(staffOf('demo-seoul-kr')).ask(consent, { id: story.partnershipId, consent: false });
    expect(codeOf(await stage.run(read(draft.id)))).toBe('NOT_FOUND');
    expect(codeOf(await stage.as(committee).run(retract, { id: draft.id }))).toBe('STORY_STATE');
    // What was taken back is mended before it is published again, and stays hidden until then.
    const mended = await stage.as(committee).ask(write, { input: { ...edited, body: 'Mended.' } });
    expect(mended.writeStory).toMatchObject({ state: 'RETRACTED', body: 'Mended.' });
  });

  it.each([
    ['that a source tells', 'story-opatija-galway'],
    ['of the demonstration', 'demo-story-one-hour-a-month'],
  ])('%s is retracted by the committee, and published again', async (_which, id) => {
    expect((await stage.as(committee).ask(retract, { id })).retractStory.state).toBe('RETRACTED');
    expect(codeOf(await stage.run(`{ story(id: "${id}") { id } }`))).toBe('NOT_FOUND');
    expect((await stage.as(committee).ask(publish, { id })).publishStory.state).toBe('PUBLISHED');
    expect((await stage.ask(`{ story(id: "${id}") { id } }`)).story).toEqual({ id });
  });

  it.each([
    ['of no partnership', { partnershipId: 'nothing' }, 'NOT_FOUND'],
    ['without words', { body: '\n' }, 'BAD_USER_INPUT'],
    ['with a title of two lines', { title: 'a\nb' }, 'BAD_USER_INPUT'],
  ])('%s is refused', async (_what, more, code) => {
    expect(codeOf(await stage.as(committee).run(write, { input: { ...story, ...more } }))).toBe(code);
    expect(codeOf(await stage.as(staffOf('demo-auckland-nz')).run(write, { input: story }))).toBe('FORBIDDEN');
  });
});

describe('tips', () => {
  it('are written, rewritten and removed', async () => {
    const as = stage.as(committee);
    const writeTip = `mutation ($input: WriteTipInput!) { writeTip(input: $input) { id text textHtml } }`;
    const { writeTip: tip } = await as.ask(writeTip, { input: { text: 'Be **patient**.', place: 1 } });
    expect(tip.textHtml).toBe('<p>Be <strong>patient</strong>.</p>');
    await as.ask(writeTip, { input: { id: tip.id, text: 'Be kind.', place: 99 } });
    const { tips } = await stage.ask('{ tips { id text } }');
    expect(tips.at(-1)).toEqual({ id: tip.id, text: 'Be kind.' });
    await as.ask('mutation ($id: ID!) { removeTip(id: $id) { id } }', { id: tip.id });
    expect((await stage.ask('{ tips { id } }')).tips).toHaveLength(15);
    expect(codeOf(await as.run(writeTip, { input: { id: tip.id, text: 'x', place: 1 } }))).toBe('NOT_FOUND');
  });
});

describe('Markdown', () => {
  it.each([
    ['a script', 'a<script>alert(1)</script>b'],
    ['an event of a tag', '<p onclick="alert(1)">a</p>'],
    ['a picture', '![a](https://example.org/a.png) <img src=x onerror=alert(1)>'],
    ['a link that runs', '[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](data:text/html,x)'],
    ['a link that runs, disguised', '[a](java&#x09;script:alert(1)) <a href="&#106;avascript:alert(1)">b</a>'],
    ['a frame', '<iframe src="https://example.org"></iframe><object data="x"></object>'],
    ['a style', '<style>p{}</style><p style="position:fixed">a</p>'],
    ['a form', '<form action="https://example.org"><input name=a></form>'],
    ['a picture that is a program', '<svg><script>alert(1)</script></svg><math><mi xlink:href="javascript:alert(1)">'],
  ])('loses %s', (_what, markdown) => {
    const html = renderMarkdown(markdown);
    expect(html).not.toMatch(/<(script|img|iframe|object|style|form|input|svg|math)|\son\w+=|style=|href="(?!https?:|mailto:)/i);
  });

  it('keeps emphasis, lists, quotes, code and links', () => {
    expect(renderMarkdown('**a** ~~b~~ `c<d>`\n\n- e\n- [f](https://example.org)\n\n> g')).toBe(
      '<p><strong>a</strong> <del>b</del> <code>c&lt;d&gt;</code></p>\n<ul>\n<li>e</li>\n<li><a href="https://example.org" rel="noopener nofollow ugc">f</a></li>\n</ul>\n<blockquote>\n<p>g</p>\n</blockquote>',
    );
  });

  it.each([
    ['a table', '| a | b |\n|:--|--:|\n| 1 | 2 |', /<th align="left">a<\/th>.*<td align="right">2<\/td>/s],
    ['what is done from what is open', '- [x] done\n- [ ] open', /<li>☑ done<\/li>\n<li>☐ open<\/li>/],
    ['the same in a list with gaps', '1. [X] done\n\n2. [ ] open', /☑\s+done.*☐\s+open/s],
    ['small headings', '##### five\n\n###### six', /<h5>five<\/h5>\n<h6>six<\/h6>/],
    ['what an image shows', 'See ![two **libraries**](https://example.org/a.png).', /^<p>See <em>two libraries<\/em>\.<\/p>$/],
    ['that of one written in HTML', '<img alt="a < b" src=x onerror="a()">', /^<em>a &lt; b<\/em>$/],
    [
      'that of one that is a link',
      '[![alt](x)](https://example.org)',
      /<a href="https:\/\/example\.org"[^>]*><em>alt<\/em><\/a>/,
    ],
    ['nothing of one that shows nothing', 'a ![](x.png)b', /^<p>a b<\/p>$/],
    [
      'a footnote',
      'Met[^b].\n\n[^b]: In *May*.',
      /^<p>Met<sup>\[1\]<\/sup>\.<\/p>\n<hr \/>\n<ol>\n<li>In <em>May<\/em>\.<\/li>\n<\/ol>$/,
    ],
    ['a footnote right below its text', 'Met[^1]\n[^1]: In May\n  or June', /<sup>\[1\]<\/sup>.*<li>In May\s+or June<\/li>/s],
    ['a footnote that nothing names', '[^1]: Alone', /<li>Alone<\/li>/],
    ['a sign of a footnote that is nowhere', 'Met[^1].', /^<p>Met\[\^1\]\.<\/p>$/],
    [
      'the words of a link to nowhere',
      '[a](#b) [c](/petitions)',
      /^<p><a rel="noopener nofollow ugc">a<\/a> <a href="\/petitions"[^>]*>c<\/a><\/p>$/,
    ],
    ['small and raised letters', 'H<sub>2</sub>O, m<sup>2</sup>', /H<sub>2<\/sub>O, m<sup>2<\/sup>/],
  ])('keeps %s', (_what, markdown, html) => {
    expect(renderMarkdown(markdown)).toMatch(html);
  });

  it.each([
    ['“https://example.org/a”', 'https://example.org/a', '”'],
    ['„https://example.org.“', 'https://example.org', '.“'],
    ['«https://example.org», she said', 'https://example.org', '», she said'],
    ['(‘https://example.org/a_(b)’)', 'https://example.org/a_(b)', '’)'],
    ['https://example.org—which', 'https://example.org', '—which'],
    ['「www.example.org」。', 'http://www.example.org', '」。'],
  ])('ends the address in %s where it ends', (markdown, address, after) => {
    const [, href, rest] = /<a href="([^"]*)"[^>]*>[^<]*<\/a>([^<]*)/.exec(renderMarkdown(markdown)) ?? [];
    expect([href, rest]).toEqual([address, after]);
  });
});
