import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import * as contract from '#contracts/drive.js';
import type {
  DriveBookView,
  DriveFileView,
  ListDriveBooks,
  ListDriveFiles,
  PutDriveBook,
  ResolveDriveFile,
} from '#contracts/drive.js';
import { listOf } from '#contracts/pagination.js';
import type { Listing } from '#contracts/pagination.js';
import { Me } from '../auth/caller.js';
import type { Caller } from '../auth/caller.js';
import { Roles } from '../auth/guards.js';
import { Answers, Bearer, Summary } from '../http/openapi.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { DriveBooksService } from './drive-books.service.js';

@ApiTags('drive')
@Bearer()
@Roles(['author'])
@Controller('api/drive')
export class DriveBooksController {
  constructor(@Inject(DriveBooksService) private readonly books: DriveBooksService) {}

  @Get('books')
  @Summary('List books and their Drive sync')
  @Answers(200, listOf(contract.driveBookView), 'The caller’s books, with their Drive sync')
  list(
    @Me() me: Caller,
    @Query({ schema: contract.listDriveBooks }) query: ListDriveBooks,
  ): Promise<Listing<DriveBookView>> {
    return this.books.list(me, query);
  }

  @Put('books/:bookId')
  @Summary('Keep a book in Drive, or no longer')
  @Answers(200, contract.driveBookView, 'Kept in Drive from now on, or no longer')
  set(
    @Me() me: Caller,
    @Param('bookId', UuidPipe) bookId: string,
    @Body({ schema: contract.putDriveBook }) body: PutDriveBook,
  ): Promise<DriveBookView> {
    return this.books.set(me, bookId, body.on);
  }

  @Get('files')
  @Summary('List files and how they stand')
  @Answers(200, listOf(contract.driveFileView), 'Files, here and in Drive')
  files(
    @Me() me: Caller,
    @Query({ schema: contract.listDriveFiles }) query: ListDriveFiles,
  ): Promise<Listing<DriveFileView>> {
    return this.books.files(me, query);
  }

  @Post('files/:id/resolve')
  @Summary('Choose between a page’s two pictures')
  @HttpCode(200)
  @Answers(200, contract.driveFileView, 'Chosen, and being carried out')
  resolve(
    @Me() me: Caller,
    @Param('id', UuidPipe) id: string,
    @Body({ schema: contract.resolveDriveFile }) body: ResolveDriveFile,
  ): Promise<DriveFileView> {
    return this.books.resolve(me, id, body.choice);
  }
}
