import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { CompanyContacts, SettledOwner } from '../../app/ports/company-contacts.ts';
import { type ObjectType, ownerProperty } from '../../domain/object-type.ts';
import { companyProperty } from '../../domain/record/owner-settled.ts';
import type { Dynamo } from '../dynamo.ts';
import { queryPage } from '../query.ts';
import { writeOnceFree } from '../single-write.ts';
import { ownerUpdate } from './owner-update.ts';
import { companyPartition, recordKey } from './record-item.ts';

const exists = 'attribute_exists(recordKey) AND attribute_not_exists(archivedAt)';
const unowned = 'attribute_not_exists(properties.#property)';
const ownedBySomebodyElse = '(attribute_not_exists(properties.#property) OR properties.#property <> :owner)';
const notSettledLater = '(attribute_not_exists(ownerSettledAt) OR ownerSettledAt <= :settledAt)';
const stillOfTheCompany = 'properties.#company = :company';

type Gift = SettledOwner & { objectType: ObjectType; recordId: string };

/** The index `byCompany` of the table Records, and the conditional writes that take an owner over from another record. */
export const companyContacts = (dynamo: Dynamo, table: string): CompanyContacts => {
  const give = async (
    gift: Gift,
    conditions: readonly string[],
    company: Parameters<typeof ownerUpdate>[1],
  ): Promise<boolean> => {
    const { objectType, recordId } = gift;
    try {
      await writeOnceFree(() =>
        dynamo.send(
          new UpdateCommand({
            TableName: table,
            Key: { recordKey: recordKey(objectType, recordId) },
            ...ownerUpdate({ ...gift, property: ownerProperty }, company),
            ConditionExpression: [exists, notSettledLater, ...conditions].join(' AND '),
          }),
        ),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  };
  return {
    async page({ companyId, shard }, page) {
      const { items, next } = await queryPage(dynamo, {
        ...page,
        table,
        index: 'byCompany',
        partition: { name: 'companyShard', value: companyPartition(companyId, shard) },
        sort: { name: 'recordId' },
      });
      return { results: items.map((item) => String(item['recordId'])), next };
    },
    giveContact: ({ contactId, onlyUnowned, ...settled }) =>
      give(
        { ...settled, objectType: 'contacts', recordId: contactId },
        [stillOfTheCompany, onlyUnowned ? unowned : ownedBySomebodyElse],
        { sets: [], names: { '#company': companyProperty }, values: { ':company': settled.companyId } },
      ),
    giveCompany: (settled) =>
      give({ ...settled, objectType: 'companies', recordId: settled.companyId }, [unowned], {
        sets: [],
        values: {},
      }),
  };
};
