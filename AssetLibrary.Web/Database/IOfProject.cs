namespace AssetLibrary.Web.Database;

/// <summary>A row that the access filter guards: only members of its project (or everyone signed in, where it has none) find it.</summary>
public interface IOfProject
{
    Guid? ProjectId { get; }
}

/// <summary>A row that stays when its project is deleted: what was paid, who did what, what is still to be announced.</summary>
public interface IOutlivesProject : IOfProject;

/// <summary>A row that people edit: its revision is sent along with every edit and the older of two saves is refused.</summary>
public interface IRevised
{
    int Revision { get; set; }
    DateTimeOffset ChangedAt { get; set; }
    Guid? ChangedBy { get; set; }
}

/// <summary>A row that remembers when and by whom it was made.</summary>
public interface ICreated
{
    DateTimeOffset CreatedAt { get; set; }
    Guid? CreatedBy { get; set; }
}
