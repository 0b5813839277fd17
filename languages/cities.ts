// What are the cities called that time zones are named after, and how far are their clocks from UTC?
import { type Language, usualLanguage } from './languages';

/**
 * Cities of time zones that a language calls otherwise than the IANA list, after the exemplar cities of CLDR: Intl keeps those of few
 * zones. What a language lacks is called as in English.
 */
const citiesCalled: Readonly<Partial<Record<Language, ReadonlyMap<string, string>>>> = {
  es: new Map(
    `Abidjan Abiyán, Accra Acra, Addis_Ababa Adís Abeba, Adelaide Adelaida, Aden Adén, Algiers Argel, Amman Ammán,
    Amsterdam Ámsterdam, Anadyr Anádyr, Anguilla Anguila, Aqtau Aktau, Aqtobe Aktobe, Araguaina Araguaína, Ashgabat Asjabad,
    Astrakhan Astracán, Athens Atenas, Baghdad Bagdad, Bahia Bahía, Bahrain Baréin, Baku Bakú, Barnaul Barnaúl, Belem Belén,
    Belgrade Belgrado, Belize Belice, Berlin Berlín, Bermuda Bermudas, Bissau Bisáu, Bogota Bogotá, Brunei Brunéi,
    Brussels Bruselas, Bucharest Bucarest, Cairo El Cairo, Canary Canarias, Cape_Verde Cabo Verde, Cayenne Cayena,
    Cayman Caimán, Chisinau Chisináu, Chita Chitá, Christmas Navidad, Comoro Comoras, Conakry Conakri, Copenhagen Copenhague,
    Cordoba Córdoba, Cuiaba Cuiabá, Curacao Curazao, Damascus Damasco, Dar_es_Salaam Dar es-Salam, Dhaka Daca, Djibouti Yibuti,
    Douala Duala, Dubai Dubái, Dublin Dublín, Dushanbe Dusambé, Easter Isla de Pascua, Eirunepe Eirunepé, El_Aaiun El Aaiún,
    Faroe Islas Feroe, Fiji Fiyi, Galapagos Galápagos, Grand_Turk Gran Turca, Grenada Granada, Guadeloupe Guadalupe,
    Guernsey Guernesey, Havana La Habana, Hebron Hebrón, Ho_Chi_Minh Ciudad Ho Chi Minh, Honolulu Honolulú,
    Indianapolis Indianápolis, Isle_of_Man Isla de Man, Istanbul Estambul, Jakarta Yakarta, Jerusalem Jerusalén,
    Johannesburg Johannesburgo, Kaliningrad Kaliningrado, Kathmandu Katmandú, Khandyga Khandiga, Khartoum Jartum, Kirov Kírov,
    Kolkata Calcuta, Kyiv Kiev, Lisbon Lisboa, Ljubljana Liubliana, Lome Lomé, London Londres, Los_Angeles Los Ángeles,
    Luxembourg Luxemburgo, Maceio Maceió, Magadan Magadán, Mahe Mahé, Makassar Makasar, Maldives Maldivas, Manaus Manaos,
    Martinique Martinica, Mauritius Mauricio, Mazatlan Mazatlán, Mexico_City Ciudad de México, Miquelon Miquelón,
    Mogadishu Mogadiscio, Monaco Mónaco, Moscow Moscú, Muscat Mascate, Ndjamena Yamena, New_York Nueva York,
    Nouakchott Nuakchot, Noumea Numea, Ouagadougou Uagadugú, Palau Palaos, Panama Panamá, Paris París,
    Port-au-Prince Puerto Príncipe, Port_of_Spain Puerto España, Porto-Novo Portonovo, Prague Praga, Qatar Catar,
    Qostanay Kostanái, Qyzylorda Kyzylorda, Reunion Reunión, Reykjavik Reikiavik, Rio_Branco Río Branco,
    Rio_Gallegos Río Gallegos, Riyadh Riad, Rome Roma, Saipan Saipán, Sakhalin Sajalín, Samarkand Samarcanda,
    Santarem Santarém, Santiago Santiago de Chile, Sao_Paulo São Paulo, Sao_Tome Santo Tomé, Saratov Sarátov, Seoul Seúl,
    Shanghai Shanghái, Simferopol Simferópol, Singapore Singapur, Skopje Skopie, Sofia Sofía, South_Georgia Georgia del Sur,
    Srednekolymsk Srednekolimsk, St_Barthelemy San Bartolomé, St_Helena Santa Elena, St_Johns San Juan de Terranova,
    St_Kitts San Cristóbal, St_Lucia Santa Lucía, St_Vincent San Vicente, Stockholm Estocolmo, Sydney Sídney, Tahiti Tahití,
    Taipei Taipéi, Tallinn Tallin, Tashkent Taskent, Tbilisi Tiflis, Tehran Teherán, Thimphu Timbu, Tirane Tirana, Tokyo Tokio,
    Tortola Tórtola, Tripoli Trípoli, Tucuman Tucumán, Tunis Túnez, Ulaanbaatar Ulán Bator, Ulyanovsk Uliánovsk, Urumqi Ürümqi,
    Vatican El Vaticano, Vienna Viena, Vientiane Vientián, Vilnius Vilna, Volgograd Volgogrado, Warsaw Varsovia, Yangon Yangón,
    Yekaterinburg Ekaterimburgo, Yerevan Ereván, Zurich Zúrich`
      .split(/,\s*/)
      .map((pair) => [pair.slice(0, pair.indexOf(' ')), pair.slice(pair.indexOf(' ') + 1)] as const),
  ),
};

/** The city that a time zone is named after, as a language calls it. */
export function cityOf(zone: string, language: Language = usualLanguage): string {
  const city = zone.split('/').at(-1) ?? zone;
  return citiesCalled[language]?.get(city) ?? city.replaceAll('_', ' ');
}

/** How far the clocks of a zone are from UTC at these moments, each once and in their order: `UTC+0`, `UTC-3`, `UTC+5:30`. */
export function offsetsOf(zone: string, moments: readonly Date[]): readonly string[] {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' });
  const offsetAt = (moment: Date) => format.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return [...new Set(moments.map((moment) => `UTC${offsetAt(moment).replace('GMT', '') || '+0'}`))];
}
