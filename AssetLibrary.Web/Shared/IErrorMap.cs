namespace AssetLibrary.Web.Shared;

/// <summary>What an error is called and how it is told: an HTTP status, a name for scripts, a sentence for people.</summary>
public sealed record ErrorWords(int Status, string Name, string Sentence);

/// <summary>A room that knows what its errors mean to anyone who asked; null for what is not its own.</summary>
public interface IErrorMap
{
    ErrorWords? Of(Exception error);
}
