import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import * as contract from '#contracts/support.js';
import type { Database } from '#database/database.js';
import { Me } from '../auth/caller.js';
import type { Caller } from '../auth/caller.js';
import { Roles } from '../auth/guards.js';
import { Answers, Bearer, SendsNothing, Summary } from '../http/openapi.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { DATABASE } from '../tokens.js';
import { person } from './support-jobs.service.js';
import { ViewsService } from './views.service.js';

@ApiTags('support')
@Bearer()
@Roles(['support'])
@Controller('api/support')
export class ViewsController {
  constructor(
    @Inject(ViewsService) private readonly views: ViewsService,
    @Inject(DATABASE) private readonly db: Database,
  ) {}

  @Get('views')
  @Summary('List saved views')
  @Answers(200, z.object({ items: z.array(contract.savedView) }), 'Your own and those that are shared')
  async list(@Me() me: Caller): Promise<{ items: contract.SavedView[] }> {
    return { items: await this.views.list(me) };
  }

  @Post('views')
  @Summary('Save a view')
  @Answers(201, contract.savedView, 'Saved; one of yours with this name is replaced')
  save(@Me() me: Caller, @Body({ schema: contract.saveView }) body: contract.SaveView): Promise<contract.SavedView> {
    return this.views.save(me, body);
  }

  @Delete('views/:id')
  @Summary('Delete a view of one’s own')
  @SendsNothing('Deleted')
  @HttpCode(204)
  remove(@Me() me: Caller, @Param('id', UuidPipe) id: string): Promise<void> {
    return this.views.remove(me, id);
  }

  @Get('staff')
  @Summary('List support staff')
  @Answers(200, z.object({ items: z.array(contract.person) }), 'To whom a failure can be assigned')
  async staff(): Promise<{ items: contract.Person[] }> {
    const items = await this.db.user.findMany({
      where: { role: { in: ['support', 'admin'] } },
      ...person,
      orderBy: { name: 'asc' },
      take: 500,
    });
    return { items };
  }
}
