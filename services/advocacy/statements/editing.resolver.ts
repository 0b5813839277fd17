// How do editors keep the record of who said what?
import { Arg, Args, ArgsType, Ctx, Field, Mutation, Resolver } from 'type-graphql';
import type { Request } from '#kit/data/request';
import { Audience } from '#kit/words/audience';
import { Role } from '#kit/words/identity';
import { SomeLines } from '#kit/words/texts';
import { Boycott } from './boycott';
import { Organization } from './organization';
import { BoycottInput, correctBoycott, EndBoycottInput, endBoycott, recordBoycott } from './recordBoycott';
import { BoycottCountInput, recordBoycottCount } from './recordBoycottCount';
import { OrganizationInput, recordOrganization } from './recordOrganization';
import { correctStatement, recordStatement, StatementInput } from './recordStatement';
import { Statement } from './statement';

const editorErrors = 'For editors. Errors: UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT';

@ArgsType()
class CorrectionArgs {
  @Field({ description: 'Why the record was wrong; plain text of at most 2000 characters.' })
  @SomeLines(2_000)
  reason!: string;
}

@Resolver()
export class EditingResolver {
  @Audience(Role.EDITOR)
  @Mutation(() => Organization, {
    description: `Records an organization, or corrects what was recorded under the same name. ${editorErrors}.`,
  })
  recordOrganization(
    @Arg('input', () => OrganizationInput, { description: 'The organization.' }) input: OrganizationInput,
    @Ctx() request: Request,
  ): Promise<Organization> {
    return recordOrganization(input, request);
  }

  @Audience(Role.EDITOR)
  @Mutation(() => Statement, { description: `Records a statement or a call to respond. ${editorErrors}, STATEMENT_EXISTS.` })
  recordStatement(
    @Arg('input', () => StatementInput, { description: 'The statement.' }) input: StatementInput,
    @Ctx() request: Request,
  ): Promise<Statement> {
    return recordStatement(input, request);
  }

  @Audience(Role.EDITOR)
  @Mutation(() => Statement, {
    description: `Replaces the record of a statement; what it was stays in the audit log. ${editorErrors}, NOT_FOUND.`,
  })
  correctStatement(
    @Arg('input', () => StatementInput, { description: 'The statement as it should have been recorded.' }) input: StatementInput,
    @Args(() => CorrectionArgs) { reason }: CorrectionArgs,
    @Ctx() request: Request,
  ): Promise<Statement> {
    return correctStatement(input, reason, request);
  }

  @Audience(Role.EDITOR)
  @Mutation(() => Boycott, {
    description: `Records a boycott; recordBoycottCount adds its dated numbers. ${editorErrors}, BOYCOTT_EXISTS.`,
  })
  recordBoycott(
    @Arg('input', () => BoycottInput, { description: 'The boycott.' }) input: BoycottInput,
    @Ctx() request: Request,
  ): Promise<Boycott> {
    return recordBoycott(input, request);
  }

  @Audience(Role.EDITOR)
  @Mutation(() => Boycott, {
    description: `Replaces the record of a boycott, but for its dated numbers; what it was stays in the audit log. ${editorErrors}, NOT_FOUND.`,
  })
  correctBoycott(
    @Arg('input', () => BoycottInput, { description: 'The boycott as it should have been recorded.' }) input: BoycottInput,
    @Args(() => CorrectionArgs) { reason }: CorrectionArgs,
    @Ctx() request: Request,
  ): Promise<Boycott> {
    return correctBoycott(input, reason, request);
  }

  @Audience(Role.EDITOR)
  @Mutation(() => Boycott, {
    description: `Records the day on which a boycott ended, or corrects it. ${editorErrors}, NOT_FOUND.`,
  })
  endBoycott(
    @Arg('input', () => EndBoycottInput, { description: 'The end, and where it was read.' }) input: EndBoycottInput,
    @Ctx() request: Request,
  ): Promise<Boycott> {
    return endBoycott(input, request);
  }

  @Audience(Role.EDITOR)
  @Mutation(() => Boycott, {
    description: `Records a dated number of a boycott, or corrects that of the same day. ${editorErrors}, NOT_FOUND.`,
  })
  recordBoycottCount(
    @Arg('input', () => BoycottCountInput, { description: 'The number.' }) input: BoycottCountInput,
    @Ctx() request: Request,
  ): Promise<Boycott> {
    return recordBoycottCount(input, request);
  }
}
