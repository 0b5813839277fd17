// Promises: what stands in JSX becomes text that holds nothing but what was meant, and components know what is around them.
import { type Children, createContext, useContext, written } from '../../dashboard/markup/jsx-runtime';

it('escapes every text and every attribute', () => {
  const typed = `"><script>alert('1')</script>&amp;`;
  expect(written(<p title={typed}>{typed}</p>)).toBe(
    `<p title="&quot;>&lt;script>alert('1')&lt;/script>&amp;amp;">&quot;>&lt;script>alert('1')&lt;/script>&amp;amp;</p>`,
  );
  const Named = ({ children }: { children: Children }) => <b>{children}</b>;
  expect(written(<Named>{typed}</Named>)).not.toContain('<script');
  expect(written([typed, <i key="i">{[typed]}</i>])).not.toContain('<script');
});

it('keeps HTML that is handed over as such, and only that', () => {
  expect(written(<div dangerouslySetInnerHTML={{ __html: '<i>a</i>' }} />)).toBe('<div><i>a</i></div>');
  const forged = { html: '<i>', __html: '<i>', parts: ['<i>'] } as unknown as Children;
  expect(written(<p>{forged}</p>)).not.toContain('<i>');
});

it('writes nothing for null, undefined, true and false, and zero as a digit', () => {
  expect(written(<p>{[null, undefined, true, false, '', 0]}</p>)).toBe('<p>0</p>');
  expect(written(<p title={undefined} hidden={false} tabindex={0} />)).toBe('<p tabindex="0"></p>');
});

it('says yes by the name alone, and by a word where the standard wants one', () => {
  expect(written(<input required aria-invalid={false} data-kept value="" />)).toBe(
    '<input required aria-invalid="false" data-kept="true" value/>',
  );
  expect(written(<input spellcheck={false} draggable hidden={false} />)).toBe('<input spellcheck="false" draggable="true"/>');
});

it('closes what holds nothing as HTML and SVG close it', () => {
  expect(written(<br />)).toBe('<br/>');
  expect(written(<td />)).toBe('<td></td>');
  expect(written(<path d="M0 0" />)).toBe('<path d="M0 0"/>');
  expect(
    written(
      <path d="M0 0">
        <title>a</title>
      </path>,
    ),
  ).toBe('<path d="M0 0"><title>a</title></path>');
});

it('calls components in the order of the page, each within what is around it', () => {
  const Around = createContext('nobody');
  const order: string[] = [];
  const Says = ({ name }: { name: string }) => {
    order.push(name);
    return <b>{`${name} ${useContext(Around)}`}</b>;
  };
  const page = (
    <main>
      <Says name="before" />
      <Around.Provider value="outer">
        <p>
          <Says name="first" />
          <Around.Provider value="inner">
            <Says name="second" />
          </Around.Provider>
          <Says name="third" />
        </p>
      </Around.Provider>
      <Says name="after" />
    </main>
  );
  expect(order).toEqual([]);
  expect(written(page)).toBe(
    '<main><b>before nobody</b><p><b>first outer</b><b>second inner</b><b>third outer</b></p><b>after nobody</b></main>',
  );
  expect(order).toEqual(['before', 'first', 'second', 'third', 'after']);
});

it('leaves nothing behind of a page that could not be written', () => {
  const Around = createContext('nobody');
  const Fails = (): Children => {
    throw new Error('no');
  };
  const page = (
    <Around.Provider value="somebody">
      <Fails />
    </Around.Provider>
  );
  expect(() => written(page)).toThrow('no');
  const Says = () => <>{useContext(Around)}</>;
  expect(written(<Says />)).toBe('nobody');
});
