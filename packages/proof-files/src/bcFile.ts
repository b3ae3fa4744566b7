import type { Locale } from '@commission-ledger/locale';
import * as E from 'fp-ts/lib/Either.js';
import { type NoProofFile, type Provable, type ProofSource, proofSource } from './proofSource.ts';
import { fileWords } from './stepWords.ts';
import type { Comparison, RoundingMode, Step } from './worksheet.ts';

/**
 * The calculation as a program for `bc`, exact to any length: `bc -q proof.bc` prints the amount in the smallest units of
 * its currency, then the number of steps that do not give what was stated.
 */
export const bcFile = (answer: Provable, locale: Locale = 'en'): E.Either<NoProofFile, string> =>
  E.map((source: ProofSource) => programOf(source, locale))(proofSource(answer, locale));

const programOf = (source: ProofSource, locale: Locale): string => {
  const { sheet, title, units } = source;
  return [
    comment(fileWords[locale].intro(title)),
    library,
    ...sheet.steps.flatMap((step) => {
      const said = [source.what(step), `= ${source.stated(step)}`, source.unit(step), source.source(step)];
      const { num, den } = step.value;
      const number = `${step.number}`;
      return [
        comment(`${number}  ${said.filter((text) => text !== '').join('  ')}`),
        ...commandsOf(step),
        `t=check(${number},${num},${den})`,
      ];
    }),
    `n[${sheet.result}]*${units}/d[${sheet.result}]`,
    'wrong',
    '',
  ].join('\n');
};

/** Nothing in a comment may end it, or be a control character. */
const comment = (text: string): string => `/* ${text.replaceAll('*/', '* /').replaceAll(/\p{C}/gu, ' ')} */`;

const commandsOf = (step: Step): readonly string[] => {
  const { number: to } = step;
  switch (step.op) {
    case 'given':
      return [`t=given(${to},${step.value.num},${step.value.den})`];
    case 'sum': {
      const [first = 0, ...others] = step.args;
      return [`t=given(${to},n[${first}],d[${first}])`, ...others.map((next) => `t=add(${to},${to},${next})`)];
    }
    case 'sub':
    case 'mul':
    case 'div':
    case 'min':
    case 'max':
      return [`t=${functions[step.op]}(${to},${step.args.join(',')})`];
    case 'round':
      return [`t=rounded(${to},${step.arg},${modes[step.mode]},${step.units})`];
    case 'floor':
      return [`t=whole(${to},${step.arg})`];
    case 'test':
      return [`t=compare(${to},${step.args.join(',')},${tests[step.test]})`];
  }
};

const functions = { sub: 'less', mul: 'times', div: 'over', min: 'smaller', max: 'larger' } as const;
const modes: Readonly<Record<RoundingMode, number>> = { 'half-even': 1, 'half-up': 2, down: 3, up: 4 };
const tests: Readonly<Record<Comparison, number>> = { lt: 1, le: 2, eq: 3, ne: 4, ge: 5, gt: 6 };

/** A number k is n[k] divided by d[k], in lowest terms, with d[k] above zero. */
const library = `scale=0
wrong=0
define gcd(a,b){
  auto t
  if(a<0){a=-a}
  while(b!=0){t=a%b;a=b;b=t}
  if(a==0){return 1}
  return a
}
define given(k,p,q){
  auto g
  if(q<0){p=-p;q=-q}
  g=gcd(p,q);n[k]=p/g;d[k]=q/g
  return 0
}
define add(k,i,j){return given(k,n[i]*d[j]+n[j]*d[i],d[i]*d[j])}
define less(k,i,j){return given(k,n[i]*d[j]-n[j]*d[i],d[i]*d[j])}
define times(k,i,j){return given(k,n[i]*n[j],d[i]*d[j])}
define over(k,i,j){return given(k,n[i]*d[j],d[i]*n[j])}
define order(i,j){return n[i]*d[j]-n[j]*d[i]}
define smaller(k,i,j){
  if(order(i,j)<=0){return given(k,n[i],d[i])}
  return given(k,n[j],d[j])
}
define larger(k,i,j){
  if(order(i,j)>=0){return given(k,n[i],d[i])}
  return given(k,n[j],d[j])
}
define whole(k,i){return given(k,n[i]/d[i],1)}
define rounded(k,i,m,u){
  auto x,s,q,r
  s=1;x=n[i]*u
  if(x<0){s=-1;x=-x}
  q=x/d[i];r=x%d[i]
  if(m==1){if(2*r>d[i]){q=q+1};if(2*r==d[i]){if(q%2==1){q=q+1}}}
  if(m==2){if(2*r>=d[i]){q=q+1}}
  if(m==4){if(r>0){q=q+1}}
  return given(k,s*q,u)
}
define compare(k,i,j,t){
  auto o,y
  o=order(i,j);y=0
  if(t==1){if(o<0){y=1}}
  if(t==2){if(o<=0){y=1}}
  if(t==3){if(o==0){y=1}}
  if(t==4){if(o!=0){y=1}}
  if(t==5){if(o>=0){y=1}}
  if(t==6){if(o>0){y=1}}
  return given(k,y,1)
}
define check(k,p,q){
  if(n[k]*q!=p*d[k]){wrong=wrong+1}
  return 0
}`;
