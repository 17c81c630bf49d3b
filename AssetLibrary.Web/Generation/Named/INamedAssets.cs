using AssetLibrary.Web.Names;

namespace AssetLibrary.Web.Generation.Named;

/// <summary>Somebody or something that a prompt names.</summary>
/// <param name="Id">The asset: the subject of its pictures.</param>
/// <param name="Name">As it is called.</param>
/// <param name="Type">Characters and locations are expected to look the same everywhere; of props nobody minds.</param>
/// <param name="PictureId">Its best picture; null where there is none.</param>
/// <param name="Address">Of the page where one is made.</param>
/// <param name="Same">Its id, and those of the same name and type on other branches: a picture of any of them shows it.</param>
public sealed record NamedAsset(Guid Id, string Name, AssetType Type, Guid? PictureId, string Address, IReadOnlyList<Guid> Same);

/// <summary>A room above that knows which assets there are.</summary>
public interface INamedAssets
{
    /// <summary>The assets that a text names, in the order in which they come in it.</summary>
    /// <param name="projectId">Whose assets; null for those of the library.</param>
    /// <param name="text">A prompt.</param>
    /// <param name="but">Subjects that the picture is of: they and what they are looks of are not told.</param>
    /// <param name="cancel">Ends it.</param>
    Task<IReadOnlyList<NamedAsset>> InAsync(Guid? projectId, string text, IReadOnlyCollection<Guid> but, CancellationToken cancel);
}
