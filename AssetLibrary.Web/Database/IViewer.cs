namespace AssetLibrary.Web.Database;

/// <summary>Who is looking. Nobody (no id, sees nothing) unless a person is signed in or a worker has said for whom it works.</summary>
public interface IViewer
{
    Guid? Id { get; }

    /// <summary>True for admins and for workers: the access filter lets every project through.</summary>
    bool SeesAll { get; }
}

internal sealed class Nobody : IViewer
{
    public Guid? Id => null;
    public bool SeesAll => false;
}
