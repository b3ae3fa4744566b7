import type { HostLedger } from '../../src/index.ts';
import { dateOf, instantOf } from './days.ts';
import type { LeadCommand } from './leadCommands.ts';

/** Sends the command to the books. */
export const sendLeads = (books: HostLedger, command: LeadCommand) => {
  const program = 'acme';
  const occurredAt = 'day' in command ? instantOf(command.day) : '';
  const from = 'day' in command ? dateOf(command.day) : '';
  switch (command.kind) {
    case 'submit': {
      const { lead, partner, customer } = command;
      const brought = { lead, program, partner, prospect: { reference: lead }, attributes: {}, occurredAt };
      return books.submitLead(customer === null ? brought : { ...brought, customer });
    }
    case 'accept':
      return books.acceptLead({ lead: command.lead, occurredAt });
    case 'expire':
      return books.expireLead({ lead: command.lead, occurredAt });
    case 'win': {
      const credited = { attribution: [{ partner: 'bob', share: '1' }], attributes: {} };
      const amount = { amount: '10.00', currency: 'EUR' };
      const { lead } = command;
      return books.winDeal({ deal: `d-${lead}`, lead, program, amount, ...credited, occurredAt });
    }
    case 'advance':
      return books.advanceLead({ lead: command.lead, stage: command.word, occurredAt });
    case 'reject':
      return books.rejectLead({ lead: command.lead, reason: command.word, occurredAt });
    case 'lose':
      return books.loseLead({ lead: command.lead, reason: command.word, occurredAt });
    case 'reopen':
      return books.reopenLead({ lead: command.lead, reason: command.word, occurredAt });
    case 'duplicate':
      return books.markLeadDuplicate({ lead: command.lead, of: command.of, reason: 'by hand', occurredAt });
    case 'sweep':
      return books.expireLeads({ program });
    case 'suspend': {
      const { partner } = command;
      return books.suspendPartner({ partner, program, from, reason: 'review', earning: 'stops', occurredAt });
    }
    case 'reinstate':
      return books.reinstatePartner({ partner: command.partner, program, from, reason: 'fine', occurredAt });
    case 'ask': {
      const { inquiry, partner, lead } = command;
      const about = { kind: 'lead', id: lead } as const;
      return books.openInquiry({ inquiry, program, partner, kind: 'question', about, text: 'Why?', occurredAt });
    }
    case 'answer':
      return books.answerInquiry({ inquiry: command.inquiry, text: 'So', by: 'kim', occurredAt });
    case 'escalate':
      return books.escalateInquiry({ inquiry: command.inquiry, to: 'max', reason: 'late', by: 'kim', occurredAt });
    case 'come-back':
      return books.reopenInquiry({ inquiry: command.inquiry, reason: 'No', by: 'bob', occurredAt });
    case 'resolve': {
      const { inquiry, outcome } = command;
      return books.resolveInquiry({ inquiry, outcome, text: 'Done', by: 'kim', occurredAt });
    }
  }
};
