import type { Finding, NotChecked, ReadModelFault } from '@commission-ledger/audit';
import { readModelAdvice, readModelProblem } from './verifyReadModelSentences.ts';

/** What is wrong, in Russian; the report itself says it in English. */
export const verifyProblem = (finding: Finding | ReadModelFault): string => {
  const more = finding.others === 0 ? '' : ` Ещё таких же: ${finding.others}.`;
  return `${finding.class === 'read-model' ? readModelProblem(finding.cause) : whatIsWrong(finding)}${more}`;
};

const whatIsWrong = ({ class: found, cause, place, until }: Finding): string => {
  const at =
    place === null
      ? 'История'
      : `Событие ${place.revision} потока ${place.stream} (номер ${place.index + 1} в истории)`;
  const among =
    until === null || place === null ? '' : ` Искать среди событий с номерами от ${place.index + 1} до ${until}.`;
  const seal = place === null ? 'Печать' : `Печать (событие с номером ${place.index + 1} в истории)`;
  switch (cause._tag) {
    case 'Unprotected':
      return `Защита хранилища от изменений снята или изменена: ${cause.rules.join(', ')}. Кто это сделал, мог изменить и события.`;
    case 'StoreDamaged':
      return `Дальше хранилище не читается (${cause.problem}). Последнее прочитанное: ${at}.`;
    case 'LookupsDiffer':
      return `В хранилище две истории: если искать события по потокам, как делает большинство команд, они не те, что при чтении подряд. Хранилище сообщает: ${cause.problem}.`;
    case 'NotAFrame':
      return `${at}: запись повреждена (${cause.problem}).`;
    case 'NotCanonical':
      return `${at}: хранится не в том виде, в каком записано, текст не в каноническом JSON.`;
    case 'Misplaced':
      return `${at}: стоит не на своём месте. В самой записи поле ${cause.field}: ${cause.framed}; в хранилище: ${cause.stored}.`;
    case 'Missing':
      return found === 'swapped'
        ? `${at}: стоит раньше событий того же потока, записанных до него.`
        : `${at}: перед ним не хватает событий того же потока, с ${cause.from} по ${cause.until - 1}.`;
    case 'Behind':
      return `${at}: стоит после события ${cause.last} того же потока или встречается дважды.`;
    case 'BrokenLink':
      return `${at}: изменено само или ссылка на него в следующем событии. Ссылка ${cause.expected ?? 'отсутствует'}, по записи выходит ${cause.found}.`;
    case 'SameId':
      return `${at}: тот же идентификатор, что у события с номером ${cause.first + 1} в истории.`;
    case 'LeafDiffers':
      return `${at}: первое, чей хеш не совпал с хранившимся отдельно.`;
    case 'LeavesGoOn':
      return `История кончается, событий: ${cause.found}; отдельно хранилось хешей: ${cause.kept}.`;
    case 'RootDiffers':
      return `Начало истории (событий: ${cause.size}) не то, что было под печатью, а связи подогнаны.${among}`;
    case 'FewerBefore':
      return `Печать охватывает событий: ${cause.size}, а перед ней стоит только ${cause.found}. Остальные пропали.${among}`;
    case 'EndsEarly':
      return `История кончается, событий: ${cause.found}; печать, хранившаяся отдельно, охватывает ${cause.size}. Возвращена старая копия или отрезан конец: по тому, что осталось, этого не различить.`;
    case 'SealGone':
      return `Печати, хранившейся отдельно (событий: ${cause.size}), в истории нет: отрезан конец или сама печать.`;
    case 'NothingSigned':
      return 'Ключ дан, а печатей нет ни одной: их убрали, или эту историю никогда не закрывали печатью.';
    case 'OtherKey':
      return `${seal} подписана другим ключом: ${cause.key}.`;
    case 'BadNote':
      return `${seal} негодна: ${cause.problem}`;
    case 'NoteDiffers':
      return `${seal}: поле ${cause.field} не такое, как в подписанном тексте.`;
    case 'NotGrowing':
      return `${seal} охватывает событий: ${cause.size}, а более ранняя ${cause.before}.`;
    case 'KeptNoteUntrusted':
      return `Печати, хранившейся отдельно (событий: ${cause.size}), верить нельзя: ${cause.problem}`;
  }
};

/** What to do, in Russian. */
export const verifyAdvice = (finding: Finding | ReadModelFault): string =>
  finding.class === 'read-model' ? readModelAdvice(finding.cause) : adviceOn(finding);

const adviceOn = ({ class: found, cause, until }: Finding): string =>
  until === null ? whatToDo({ class: found, cause }) : `${whatToDo({ class: found, cause })} ${NEARER}`;

const NEARER =
  'Чтобы найти само событие, дайте хеши всех событий, хранившиеся отдельно (--leaves; их записывает seal export --leaves).';

const whatToDo = ({ class: found, cause }: Pick<Finding, 'class' | 'cause'>): string => {
  if (cause._tag === 'KeptNoteUntrusted')
    return 'Возьмите печать и ключ проверки там, где их хранят, а не у того, кто ведёт учёт.';
  switch (found) {
    case 'unprotected':
      return 'Выясните, кто и когда это сделал, и сверьте историю с печатями, хранившимися отдельно: события могли изменить.';
    case 'two-histories':
      return 'Не верьте никаким цифрам из этого хранилища, в том числе из recompute и evidence. Сравните его с прежней копией, выясните, кто мог писать в файл, и пересчитайте всё по копии. Перестроить индексы (REINDEX) — не доказательство: это стирает след.';
    case 'unreadable':
      return 'Сохраните копию хранилища как есть и восстановите последнюю исправную резервную копию.';
    case 're-signed':
      return 'Если ключ сменили намеренно, укажите все ключи; иначе считайте, что переписана вся история.';
    case 'bad-seal':
      return 'Сравните печать с той, что выдали, когда её ставили.';
    case 'rolled-back':
    case 'tail-truncated':
      return 'Ничего не выплачивайте по этому реестру. Найдите копию с продолжением и то, что записали после конца этой копии.';
    case 'stream-dropped':
      return 'Ничего не выплачивайте по этому реестру. Сравните список потоков с прежней копией.';
    case 'edited':
    case 'deleted':
    case 'inserted':
    case 'swapped':
    case 'renamed':
      return 'Ничего не выплачивайте по этому реестру. Сравните его с прежней копией и выясните, кто мог писать в хранилище.';
  }
};

/** What cannot be known, in Russian. */
export const verifyUnknown = ({ what, events }: NotChecked): string => {
  switch (what) {
    case 'nothing-kept':
      return 'Не дано ни одной печати, хранившейся отдельно. История, которую вернули к прежнему состоянию вместе с печатями, выглядит целой; переписанная целиком и опечатанная заново тоже.';
    case 'no-pinned-key':
      return 'Ключ проверки не дан, поэтому взят тот, что назван в первой печати. Владелец хранилища мог вписать туда и свой: против него это ничего не доказывает.';
    case 'note-unsigned':
      return 'Кто подписал печати, хранившиеся отдельно, не проверялось: они взяты как есть.';
    case 'never-sealed':
      return 'Печатей нет вовсе. Связи показывают изменения внутри потока; но если изменены или пропали его последние события, пропал целый поток или поток переписан вместе со связями, этого по ним не видно.';
    case 'unsealed-tail':
      return `После последней годной печати записано событий: ${events ?? 0}. Последние из них в каждом потоке могли изменить, отрезать или пропустить, и следа не останется.`;
    case 'not-parsed':
      return 'События проверены как байты: место, связи, хеши. Записаны ли они в каноническом JSON, проверяется по отдельной просьбе (--canonical).';
    case 'read-earlier':
      return `Первые события (${events ?? 0}) прочитаны раньше, до перерыва. Что делали с ними потом, не видно.`;
    case 'leaves-contradict':
      return 'Хеши, хранившиеся отдельно, не от этой истории, хотя печати годны. Они от другой истории, или изменены сами.';
    case 'read-models':
      return 'Сводки, или модели чтения (балансы, списки и выписки, которые показывают команды), с историей не сверялись. Кто изменит их там, где они хранятся, изменит то, что показывают команды, но не то, что записано. Сверить: --with-read-models.';
    case 'read-models-in-doubt':
      return 'Сводки с историей не сверялись: с ней самой не всё в порядке, и судить по ней о них нельзя.';
    case 'read-models-moving':
      return 'В некоторые сводки всё время что-то записывали, и сверить их не удалось. Проверьте ещё раз, когда ничего не записывается.';
    case 'stopped-reading':
      return 'То, что стоит после места, где хранилище перестало читаться, не проверено.';
  }
};
