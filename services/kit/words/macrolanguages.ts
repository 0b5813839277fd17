// Which languages are one language under several tags: macrolanguages and their members.

/**
 * By the IANA registry of language subtags of 2025-08-25, in the tags that `Intl` writes: it turns twi and aka into ak, cmn into zh.
 * Fante is deprecated there in favour of ak, and lives on in older records.
 */
const members: ReadonlyMap<string, readonly string[]> = new Map(
  `
  ak: fat tw
  ar: aao abh abv acm acq acw acx acy adf aeb aec afb apc apd arq ars ary arz auz avl ayh ayl ayn ayp pga shu ssh
  ay: ayc
  az: azb
  bal: bgn bgp
  bik: bln bto cts fbl lbl rbl ubl
  bnc: ebk obk rbk vbk
  bua: bxm bxu
  chm: mrj
  cr: crj crk crl crm csw
  del: unm
  den: scs
  din: dib dip diw dks
  doi: xnr
  et: vro
  ff: ffm fub fue fuf fuh fui fuq fuv
  gba: bdt gbp gbq gmm gso
  gn: gnw gui gun nhd
  gon: esg wsg
  grb: gec grj grv gry
  hai: hax
  hmn: cqd hma hmc hmd hme hmg hmh hmi hmj hml hmm hmp hmq hms hmw hmy hmz hnj hrm huj mmr muq mww sfm
  ik: esi
  iu: ikt
  jrb: jye yhd yud
  kg: kwy ldi
  kln: enb eyo niq oki pko sgc tec tuy
  kok: knn
  kpe: gkp
  kr: kby krt
  ku: ckb sdh
  kv: koi
  lah: hnd hno jat phr skr xhe
  luy: ida lkb lko lks lri lrm lsm lto lts lwg nle nyd rag
  lv: ltg
  man: mku mlq mnk msc mwk
  mg: bhr bmm bzc msh skg tdx tkg txy xmv xmw
  mn: mvf
  ms: bjn btj bve bvu coa dup hji id jak jax kvb kvr kxd lce lcf liw max meo mfa mfb min mqg msi mui orn ors pel pse tmw urk vkk vkt xmm zlm zmi
  mwr: mtr mve rwr swv wry
  ne: dty
  no: nb nn
  oj: ciw ojb ojc ojs ojw otw
  om: gax hae orc
  or: spv
  ps: pbt pst
  qu: qub qud quf qug quh quk qul qup qur qus quw qux quy qva qvc qve qvh qvi qvj qvl qvm qvn qvo qvp qvs qvw qvz qwa qwc qwh qws qxa qxc qxh qxl qxn qxo qxp qxr qxt qxu qxw
  raj: bgq gda gju hoj wbr
  rom: rmc rmf rml rmn rmo rmw
  sa: vsn
  sc: sdc sdn sro
  sq: aae aat aln
  syr: aii
  tmh: taq thv thz
  uz: uzs
  yi: yih
  za: zch zeh zgb zgm zgn zhd zhn zlj zln zlq zqe zyg zyj zyn zzj
  zap: zaa zab zac zad zae zaf zam zao zaq zar zas zat zav zaw zax zca zcd zoo zpa zpb zpc zpd zpe zpf zpg zph zpi zpj zpk zpl zpm zpn zpo zpp zpq zpr zps zpt zpu zpv zpw zpx zpy zpz zsr zte ztg ztl ztm ztn ztp ztq zts ztt ztu ztx zty
  zh: cdo cjy cnp cpx csp czh czo gan hak hnm hsn luh lzh mnp nan sjc wuu yue
  zza: kiu
`
    .trim()
    .split('\n')
    .map((line) => {
      const [whole = '', parts = ''] = line.trim().split(': ');
      return [whole, parts.split(' ')];
    }),
);

const wholes: ReadonlyMap<string, string> = new Map(
  [...members].flatMap(([whole, parts]) => parts.map((part): [string, string] => [part, whole])),
);

/** The macrolanguage of a language, `no` for `nb`; null when it belongs to none. Primary subtags only. */
export const wholeLanguage = (language: string): string | null => wholes.get(language) ?? null;

/** The primary subtag of a tag: `pt` of `pt-BR`. */
export const primaryLanguage = (tag: string): string => tag.split('-')[0] as string;

/**
 * A tag and all that match it: of a macrolanguage its members, of a member its macrolanguage. `no` gives no, nb and nn; `nb` gives nb and
 * no, for a library that says "Norwegian" may well mean it. What follows the language stays: `no-NO` gives nb-NO.
 */
export function matchingLanguages(tag: string): string[] {
  const language = primaryLanguage(tag);
  const whole = wholes.get(language);
  const others = [...(members.get(language) ?? []), ...(whole === undefined ? [] : [whole])];
  return [tag, ...others.map((other) => `${other}${tag.slice(language.length)}`)];
}

/** Whether two languages, given by primary subtags, are one, or one is the macrolanguage of the other. */
export const sameLanguage = (a: string, b: string): boolean => a === b || wholes.get(a) === b || wholes.get(b) === a;
