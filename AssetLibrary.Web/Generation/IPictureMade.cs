using AssetLibrary.Web.Versions;

namespace AssetLibrary.Web.Generation;

/// <summary>A room above that notes what was made of its subjects. It works in the transaction in which the version is stored.</summary>
public interface IPictureMade
{
    Task MadeAsync(Subject subject, RequestSnapshot sent, Guid jobId);
}
