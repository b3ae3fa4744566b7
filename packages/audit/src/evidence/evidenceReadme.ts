import type { EvidenceScope } from './evidenceRequest.ts';

/** What the page says at its head. */
type ReadmeOf = Readonly<{ ledger: string; scope: EvidenceScope; isPersonal: boolean }>;

/** The page for whoever opens the pack: in English and then in Russian. It holds no figure; those are in the manifest. */
export const evidenceReadme = (about: ReadmeOf): string => `${english(about)}\n${russian(about)}`;

const partnersIn = (scope: EvidenceScope): string => (scope.kind === 'whole' ? '' : scope.partners.join(', '));

const english = ({ ledger, scope, isPersonal }: ReadmeOf): string => `# Evidence from the commission ledger '${ledger}'

${
  scope.kind === 'whole'
    ? 'This folder holds the whole history of the ledger: every event, as it was recorded, to the byte.'
    : `This folder holds what concerns these partners of the program ${scope.program}: ${partnersIn(scope)}. Every event of theirs, and of what their amounts rest on, is here as it was recorded, to the byte. Deals that several partners share name the others too, and heads.ndjson has the ids of all partners, deals and leads, so the pack is for auditors, not for partners.`
}

## Check it

You need Node.js 20 or later and nothing of the ledger's own software. Take the verifier from its publisher rather than
from here: somebody who changes a pack can change the verifier in it.

    node verify-evidence.mjs . --key KEY

KEY is the verifier key of the ledger's seals, which you were given by another way than this pack; with --note FILE it also
holds the pack against a seal that you kept. Compare the SHA-256 of manifest.json (or of the zip) with the one
that you were given.

With a JSON tool and sha256sum alone: every file has the SHA-256 that manifest.json says; every line of events.ndjson,
without its line feed, has as its SHA-256 the field "prev" of the next line of the same stream.

## What is here

| File | What it is |
| --- | --- |
| manifest.json | what was asked for, counts, sums, and the SHA-256 of every other file; written last |
| events.ndjson | the events, one a line |
| leaves.txt, heads.ndjson | of a part of the history: the hash of every event of all of it, and how every stream of it ended at each seal, which shows that nothing of these partners is missing |
| seals/ | signed statements about the whole history; the largest number is the newest |
| keys.json | the keys that the ledger says its seals are signed with; get yours from elsewhere |
| plans/ | the commission plans, as they were published |
| statements/ | what was owed to each partner at the beginning and the end of a month, and what moved it |
| population.json | every stream, how many events it has, and sums by kind and currency |
| samples.json | the payouts (or accruals, or deals) that were chosen, with the seed: anybody can choose them again |
| proofs/ | how each chosen amount follows from events and plans, step by step |
${isPersonal ? '| personal.ndjson | names and addresses of prospects, as far as they were not erased: keep it safe |\n' : ''}| verify-evidence.mjs | a copy of the verifier |

## What it proves, and what it does not

- No event was changed, left out, put in or moved since the newest seal that the key signed; before that, since any seal you kept.
- The sums and counts are those of the events; no stream has a gap.
${
  scope.kind === 'whole'
    ? ''
    : `- No account of these partners, and nothing that their entries cite, was left out of what the newest seal covers.
- It does not prove that no lead, deal, inquiry or claim was left out that only names one of them, and that none of their entries cites.
`
}- It does not prove what came after the newest seal: those events are linked to one another, but nobody has signed them${scope.kind === 'whole' ? '' : ', and what began since may be missing'}.
- It does not prove that what was recorded is true. Compare it with the customer system, the bank and the tax filings.
- Without a key or a seal that you got by another way, a pack that was made up as a whole could not be told.
${isPersonal ? '' : '- Personal data of prospects are not here in the clear. Where they were erased everything verifies as before.\n'}`;

const russian = ({
  ledger,
  scope,
  isPersonal,
}: ReadmeOf): string => `# Подтверждающие документы реестра комиссий «${ledger}»

${
  scope.kind === 'whole'
    ? 'В этой папке вся история реестра: каждое событие в том виде, в каком оно записано, до байта.'
    : `В этой папке всё, что касается партнёров программы ${scope.program}: ${partnersIn(scope)}. Каждое их событие и всё, на чём основаны их суммы, в том виде, в каком оно записано, до байта. В общих сделках названы и другие партнёры, а в heads.ndjson стоят идентификаторы всех партнёров, сделок и лидов, поэтому пакет предназначен для аудитора, а не для партнёров.`
}

## Проверка

Нужен Node.js 20 или новее, и ничего из программ самого реестра. Проверяющую программу возьмите у её издателя, а не отсюда:
кто изменит пакет, может изменить и программу в нём.

    node verify-evidence.mjs . --key КЛЮЧ

КЛЮЧ — ключ для проверки печатей реестра, полученный другим путём; с --note ФАЙЛ пакет сверяется и с печатью, которую вы
сохранили. Сравните SHA-256 файла manifest.json (или архива) с тем, который вам сообщили.

Если есть только программа для чтения JSON и sha256sum: SHA-256 каждого файла такой, какой указан в manifest.json; SHA-256
каждой строки events.ndjson (без перевода строки) стоит в поле «prev» следующей строки того же потока.

## Что здесь есть

| Файл | Что это |
| --- | --- |
| manifest.json | что запрошено, количества, суммы и SHA-256 всех остальных файлов; записан последним |
| events.ndjson | события, по одному в строке |
| leaves.txt, heads.ndjson | если это часть истории: хеш каждого события всей истории и то, чем каждый её поток кончался при каждой печати: по этому видно, что ничего об этих партнёрах не пропущено |
| seals/ | подписанные заявления обо всей истории; наибольшее число — самое новое |
| keys.json | ключи, которыми, по словам реестра, подписаны печати; свой ключ получите другим путём |
| plans/ | планы комиссий, как они были опубликованы |
| statements/ | выписки: остатки партнёра на начало и конец месяца и что их изменило |
| population.json | все потоки, число событий в каждом, суммы по видам и валютам |
| samples.json | отобранные выплаты (или начисления, или сделки) и затравка: отбор может повторить любой |
| proofs/ | как каждая отобранная сумма следует из событий и планов, шаг за шагом |
${isPersonal ? '| personal.ndjson | имена и адреса клиентов, если они не стёрты: храните бережно |\n' : ''}| verify-evidence.mjs | копия проверяющей программы |

## Что это доказывает и чего не доказывает

- Ни одно событие, которое покрывает самая новая печать, подписанная ключом, с тех пор не изменено, не убрано, не добавлено и не
  переставлено; более ранние — с той печати, которую сохранили вы.
- Количества и суммы соответствуют событиям; пропусков в потоках нет.
${
  scope.kind === 'whole'
    ? ''
    : `- Ни один счёт этих партнёров и ничего из того, на что ссылаются их записи, не пропущено в том, что покрывает самая новая печать.
- Пакет не доказывает, что не пропущен лид, сделка, обращение или закрепление клиента, где партнёр только назван и на что ни одна его запись не ссылается.
`
}- О том, что записано после самой новой печати, известно только, что события связаны между собой: их никто не подписал${scope.kind === 'whole' ? '' : ', а начавшееся с тех пор могло быть пропущено'}.
- Пакет не доказывает, что записанное верно. Сверьте его с системой учёта клиентов, банком и налоговой отчётностью.
- Без ключа или печати, полученных другим путём, пакет, выдуманный целиком, отличить нельзя.
${isPersonal ? '' : '- Личных данных клиентов в открытом виде здесь нет. Там, где они стёрты, всё проверяется как прежде.\n'}`;
