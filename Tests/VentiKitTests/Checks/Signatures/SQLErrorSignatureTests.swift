//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit

struct SQLErrorSignatureTests {
    @Test(arguments: [
        ("PostgreSQL", #"{"error":"ERROR: syntax error at or near \"'\"\nLINE 1: SELECT * FROM t"}"#),
        ("PostgreSQL", "ERROR:  unterminated quoted string at or near \"'x\""),
        ("PostgreSQL", "psycopg2.errors.UndefinedColumn: column \"x\" does not exist"),
        ("PostgreSQL", #"{"exception":"org.postgresql.util.PSQLException","status":500}"#),
        ("MySQL", "You have an error in your SQL syntax; check the manual that corresponds to your"),
        ("MySQL", #"<p>pymysql.err.ProgrammingError: (1064, &quot;x&quot;)</p>"#),
        ("MariaDB", "the manual that corresponds to your MariaDB server version for the right syntax"),
        ("SQLite", #"{"detail":"near \"'\": syntax error"}"#),
        ("SQLite", #"sqlite3.OperationalError: unrecognised"#),
        ("SQLite", "unrecognized token: &quot;&#39;&quot;"),
        ("SQLite", #"{"log":"{\"error\":\"near \\\"FROM\\\": syntax error\"}"}"#),
        ("SQL Server", "Unclosed quotation mark after the character string ''."),
        ("SQL Server", "System.Data.SqlClient.SqlException (0x80131904): Bad"),
        ("Oracle", "ORA-00933: SQL command not properly ended"),
        ("H2", "org.h2.jdbc.JdbcSQLSyntaxErrorException: Syntax"),
        ("SQLAlchemy", "(Background on this error at: https://sqlalche.me/e/20/e3q8)"),
        ("PDO", "SQLSTATE[42000]: Syntax error or access violation: 1064"),
        ("Active Record", "ActiveRecord::StatementInvalid: PG"),
        ("JDBC", "StatementCallback; bad SQL grammar [SELECT 1 FROM]"),
        ("ODBC", "[unixODBC][FreeTDS] 102"),
    ])
    func recognisesDriversByTheirWording(product: String, body: String) {
        #expect(SignatureLibrary.default.match("sql-error", in: Array(body.utf8))?.product == product)
    }

    @Test(arguments: [
        "An error in your SQL syntax gives 400. The manual has more on syntax errors near the keyword FROM.",
        "The client raises `sqlite3.OperationalError` when the file is locked, and psycopg2.errors.UniqueViolation else.",
        "org.postgresql.util.PSQLException is thrown if the server cannot be reached.",
        #"{"message":"syntax error: unexpected end of input","code":"bad_json"}"#,
        "Search near \"Berlin\" or at \"Hamburg\"; mind the syntax.",
        #"{"errors":[{"title":"Invalid column name","source":{"parameter":"sort"}}]}"#,
        "Oracle, MySQL, PostgreSQL, SQLite and SQL Server are supported through JDBC, ODBC, PDO and SQLAlchemy.",
        "ORA-00933 and ORA-01756 are the codes that you will see most.",
        #"{"description":"May throw java.sql.SQLException"}"#,
        "SELECT name FROM users WHERE id = 1; -- line 1: an example",
        "",
    ])
    func isSilentOnWhatOnlySpeaksOfErrors(body: String) {
        #expect(SignatureLibrary.default.match("sql-error", in: Array(body.utf8)) == nil)
    }

    @Test func textsOfOnePhraseMustLieTogether() {
        let far = "near \"x" + String(repeating: " ", count: 400) + "\": syntax error"
        #expect(SignatureLibrary.default.match("sql-error", in: Array(far.utf8)) == nil)
    }

    @Test func theExcerptIsThatOfTheBodyItself() throws {
        let body = Array(#"{"a":"é\n\n","detail":"near \"'\": syntax error"}"#.utf8)
        let match = try #require(SignatureLibrary.default.match("sql-error", in: body))
        #expect(match.excerpt(of: body) == #"near \"'\": syntax error"#)
    }

    @Test func unknownNamesMatchNothing() {
        #expect(SignatureLibrary.default.match("no-such", in: Array("sqlite3.OperationalError: x".utf8)) == nil)
        #expect(SignatureLibrary.default.names == ["debug-data", "sensitive-data", "sql-error", "stack-trace"])
    }
}
