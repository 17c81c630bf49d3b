namespace AssetLibrary.Web.Database;

public enum DatabaseProvider
{
    Sqlite,
    Postgres,
}

/// <summary>Section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary>
    /// <c>sqlite</c> (default): the file <c>library.db</c> in the data folder. <c>postgres</c>: what <see cref="ConnectionString"/> names.
    /// </summary>
    public DatabaseProvider Provider { get; set; }

    public string? ConnectionString { get; set; }
}
