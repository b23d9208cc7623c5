//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What database drivers say when a statement cannot be parsed or run. Each phrase is the driver's own wording.
enum SQLErrorPhrases {
    static let all = postgreSQL + mySQL + sqlite + sqlServer + oracle + others + layers

    private static let postgreSQL: [Phrase] =
        Phrase.each(
            "PostgreSQL",
            [
                "syntax error at or near \"", "unterminated quoted string at or near",
                "unterminated quoted identifier at or",
                "invalid input syntax for type ", "No operator matches the given name and argument type",
                "LINE 1: SELECT ", "LINE 1: INSERT INTO ", "LINE 1: UPDATE ", "LINE 1: DELETE FROM ",
                "each UNION query must have the same number of columns", "pg_query(): Query failed",
                "(SQLSTATE 42601)", "SQLSTATE[42601]", "SQLSTATE: 42601", "ERROR: 42601: ", "pq: syntax error",
                "zero-length delimited identifier at or near", "argument of WHERE must be type boolean, not type",
            ]
        )
        + Phrase.thrown(
            "PostgreSQL",
            [
                "PG::SyntaxError", "PG::UndefinedColumn", "PG::UndefinedFunction", "PG::InvalidTextRepresentation",
                "psycopg2.errors.", "psycopg2.ProgrammingError", "psycopg2.DataError", "psycopg.errors.",
                "asyncpg.exceptions.", "org.postgresql.util.PSQLException", "Npgsql.PostgresException",
                "Npgsql.NpgsqlException", "PSQLError(code: server",
            ]
        )

    private static let mySQL: [Phrase] =
        Phrase.each(
            "MySQL",
            [
                "You have an error in your SQL syntax; check the manual", "corresponds to your MySQL server version",
                "' in 'where clause'", "' in 'order clause'", "' in 'on clause'", "ER_PARSE_ERROR: ",
                "Error 1064 (42000)",
                "The used SELECT statements have a different number of columns",
                "supplied argument is not a valid MySQL",
                "mysql_fetch_array() expects parameter", "mysqli_fetch_array() expects parameter",
                "XPATH syntax error: '",
            ]
        ) + Phrase.each("MariaDB", ["corresponds to your MariaDB server version"])
        + Phrase.thrown(
            "MySQL",
            [
                "pymysql.err.", "MySQLdb.ProgrammingError", "MySQLdb.OperationalError", "MySQLdb._exceptions.",
                "_mysql_exceptions.", "mysql.connector.errors.", "Mysql2::Error", "mysqli_sql_exception",
                "com.mysql.jdbc.exceptions.", "com.mysql.cj.jdbc.exceptions.", "MySql.Data.MySqlClient.MySqlException",
                "MySqlConnector.MySqlException", "org.mariadb.jdbc.",
            ]
        )

    private static let sqlite: [Phrase] =
        [
            Phrase("SQLite", ["near \"", "\": syntax error"], window: 300),
            Phrase("SQLite", ["at or near \"", "\": syntax error"], window: 300),
        ]
        + Phrase.each(
            "SQLite",
            [
                "unrecognized token: \"", "no such column: ", "no such function: ", "[SQLITE_ERROR] SQL error",
                "SQLITE_ERROR: ", "SQLITE_MISUSE: ", "SQLite error 1: ", "SQLite/JDBCDriver",
                "to the left and right of UNION do not have the same number",
                "to the left and right of UNION ALL do not have the same number",
            ]
        )
        + Phrase.thrown(
            "SQLite",
            [
                "sqlite3.OperationalError", "sqlite3.ProgrammingError", "sqlite3.Warning", "SQLite3::SQLException",
                "org.sqlite.SQLiteException", "System.Data.SQLite.SQLiteException",
                "Microsoft.Data.Sqlite.SqliteException", "android.database.sqlite.SQLiteException", "SqliteError",
            ]
        )

    private static let sqlServer: [Phrase] =
        Phrase.each(
            "SQL Server",
            [
                "Unclosed quotation mark after the character string",
                "Unclosed quotation mark before the character string",
                "Incorrect syntax near '", "Incorrect syntax near the keyword '", "[Microsoft][ODBC SQL Server Driver]",
                "[Microsoft][SQL Server Native Client", "[Microsoft][ODBC Driver ", "OLE DB Provider for SQL Server",
                "Conversion failed when converting the varchar value '",
                "Conversion failed when converting the nvarchar value '",
                "All queries combined using a UNION, INTERSECT or EXCEPT operator must have",
            ]
        )
        + Phrase.thrown(
            "SQL Server",
            [
                "System.Data.SqlClient.SqlException", "Microsoft.Data.SqlClient.SqlException",
                "com.microsoft.sqlserver.jdbc.SQLServerException", "pymssql._pymssql.", "pymssql.exceptions.",
            ]
        )

    private static let oracle: [Phrase] =
        Phrase.each(
            "Oracle",
            [
                "SQL command not properly ended", "ORA-01756: quoted string not properly terminated",
                "ORA-00936: missing expression", "ORA-00921: unexpected end of SQL command",
                "ORA-01722: invalid number",
                "ORA-00907: missing right parenthesis", "ORA-00911: invalid character",
                "ORA-00920: invalid relational operator", "ORA-00904: \"", "ORA-00942: table or view does not exist",
                "ORA-01789: query block has incorrect number of result columns",
            ]
        )
        + Phrase.thrown(
            "Oracle",
            [
                "cx_Oracle.DatabaseError", "oracledb.exceptions.", "oracle.jdbc.OracleDatabaseException",
                "Oracle.ManagedDataAccess.Client.OracleException",
            ]
        )

    private static let others: [Phrase] =
        Phrase.each("Db2", ["DB2 SQL error: SQLCODE", "[IBM][CLI Driver][DB2"])
        + Phrase.thrown("Db2", ["com.ibm.db2.jcc.am."])
        + Phrase.thrown("H2", ["org.h2.jdbc.JdbcSQL"]) + Phrase.each("H2", ["Syntax error in SQL statement \""])
        + Phrase.thrown("HSQLDB", ["org.hsqldb.HsqlException"])
        + Phrase.thrown("Derby", ["org.apache.derby."])
        + Phrase.thrown("Firebird", ["org.firebirdsql."])
        + Phrase.each("Firebird", ["Dynamic SQL Error\nSQL error code = "])
        + Phrase.thrown("Informix", ["com.informix.jdbc."])
        + Phrase.thrown("Sybase", ["com.sybase.jdbc"])
        + Phrase.each("Access", ["Syntax error in query expression '", "[Microsoft][ODBC Microsoft Access Driver]"])
        + Phrase.each("ClickHouse", ["DB::Exception: Syntax error"])
        + Phrase.each("Snowflake", ["SQL compilation error: error line", "SQL compilation error:\nsyntax error line"])
        + [Phrase("Trino", ["mismatched input '", "'. Expecting: "], window: 200)]

    /// Libraries between an application and its database, whose wording does not tell which database it is.
    private static let layers: [Phrase] =
        Phrase.each("SQLAlchemy", ["(Background on this error at: https://sqlalche.me/"])
        + [Phrase("SQLAlchemy", ["\n[SQL: ", "\n[parameters: "])]
        + Phrase.thrown("SQLAlchemy", ["sqlalchemy.exc."])
        + Phrase.thrown(
            "Django",
            ["django.db.utils.ProgrammingError", "django.db.utils.OperationalError", "django.db.utils.DataError"]
        )
        + Phrase.thrown("PDO", ["PDOException"])
        + Phrase.each(
            "PDO",
            ["SQLSTATE[42000]: ", "SQLSTATE[42S22]: ", "SQLSTATE[42S02]: ", "SQLSTATE[HY000]: General error"]
        )
        + Phrase.thrown("Laravel", ["Illuminate\\Database\\QueryException"])
        + Phrase.thrown("Doctrine", ["Doctrine\\DBAL\\Exception\\", "Doctrine\\DBAL\\Driver\\"])
        + Phrase.thrown("Active Record", ["ActiveRecord::StatementInvalid"])
        + Phrase.thrown("Sequel", ["Sequel::DatabaseError"])
        + Phrase.thrown("Sequelize", ["SequelizeDatabaseError"])
        + Phrase.thrown("TypeORM", ["QueryFailedError"])
        + Phrase.each("Prisma", ["Raw query failed. Code: `"])
        + Phrase.thrown(
            "JDBC",
            [
                "java.sql.SQLSyntaxErrorException", "java.sql.SQLException",
                "org.hibernate.exception.SQLGrammarException",
                "org.springframework.jdbc.BadSqlGrammarException",
            ]
        )
        + Phrase.each("JDBC", ["bad SQL grammar ["])
        + Phrase.each("ODBC", ["[unixODBC]["])
        + Phrase.thrown("ODBC", ["System.Data.Odbc.OdbcException", "pyodbc.ProgrammingError", "pyodbc.DataError"])
}
