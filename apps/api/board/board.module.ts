import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { BoardSession } from './board-session.js';
import { BoardController } from './board.controller.js';

@Module({
  imports: [AuthModule],
  controllers: [BoardController],
  providers: [BoardSession],
})
export class BoardModule {}
