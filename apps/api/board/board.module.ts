import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { SupportModule } from '../support/support.module.js';
import { BoardActsService } from './board-acts.service.js';
import { BoardSession } from './board-session.js';
import { BoardController } from './board.controller.js';

@Module({
  imports: [AuthModule, SupportModule],
  controllers: [BoardController],
  providers: [BoardSession, BoardActsService],
})
export class BoardModule {}
