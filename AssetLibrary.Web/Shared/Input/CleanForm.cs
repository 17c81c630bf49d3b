using AssetLibrary.Web.Shared.Texts;
using Microsoft.AspNetCore.Http.Features;

namespace AssetLibrary.Web.Shared.Input;

/// <summary>A form whose fields and file names are clean for everything that reads it: pages, endpoints, the antiforgery check.</summary>
internal sealed class CleanForm(IFormFeature sent) : IFormFeature
{
    private IFormCollection? form;

    public bool HasFormContentType => sent.HasFormContentType;

    public IFormCollection? Form
    {
        get => form ??= sent.Form is { } read ? Clean(read) : null;
        set => form = value;
    }

    public IFormCollection ReadForm() => form ??= Clean(sent.ReadForm());

    public async Task<IFormCollection> ReadFormAsync(CancellationToken cancellationToken) =>
        form ??= Clean(await sent.ReadFormAsync(cancellationToken));

    private static FormCollection Clean(IFormCollection read)
    {
        var files = new FormFileCollection();
        files.AddRange(read.Files.Select(f => new CleanFile(f)));
        return new(CleanInput.Cleaned(read) ?? read.ToDictionary(StringComparer.OrdinalIgnoreCase), files);
    }

    private sealed class CleanFile(IFormFile file) : IFormFile
    {
        public string ContentType => file.Headers.TryGetValue("Content-Type", out var type) ? type.ToString() : "";
        public string ContentDisposition => file.Headers.TryGetValue("Content-Disposition", out var value) ? value.ToString() : "";
        public IHeaderDictionary Headers => file.Headers;
        public long Length => file.Length;
        public string Name { get; } = CleanText.Of(file.Name);
        public string FileName { get; } = CleanText.FileName(file.FileName);

        public void CopyTo(Stream target) => file.CopyTo(target);

        public Task CopyToAsync(Stream target, CancellationToken cancellationToken = default) =>
            file.CopyToAsync(target, cancellationToken);

        public Stream OpenReadStream() => file.OpenReadStream();
    }
}
