import type { Command } from 'commander';
import { addAccessLog } from './audit/accessLogCommand.ts';
import { addEvidence } from './audit/evidenceCommand.ts';
import { addExport } from './audit/exportCommand.ts';
import { addSeal } from './audit/sealCommand.ts';
import { addTieOut } from './audit/tieOutCommand.ts';
import { addVerify } from './audit/verifyCommand.ts';
import { addRecompute } from './audit/recomputeCommand.ts';
import { addReplay } from './audit/replayCommand.ts';
import type { InSession } from './inSession.ts';
import type { Terminal } from './terminal.ts';

/** What an auditor needs: to verify, to recompute, to hold against what others know, and to take the evidence along. */
export const addAudit = (
  program: Command,
  inSession: InSession,
  terminal: Terminal,
  ended: (code: number) => void,
): void => {
  addVerify(program, terminal, ended);
  addExport(program, inSession);
  addSeal(program, inSession, terminal, ended);
  addTieOut(program, inSession);
  addAccessLog(program, terminal, ended);
  addEvidence(program, inSession, terminal, ended);
  addRecompute(program, inSession);
  addReplay(program, inSession);
};
