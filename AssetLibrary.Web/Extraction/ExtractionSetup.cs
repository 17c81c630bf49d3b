using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction.BuiltIn;
using AssetLibrary.Web.Extraction.Model;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Scripts;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Extraction;

internal static class ExtractionSetup
{
    public static void AddExtraction(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<IDraftUse, ExtractedDrafts>();
        builder.Services.AddScoped<IJobHandler, ExtractionJob>();
        builder.Services.AddScoped<ModelChoice>();
        builder.Services.AddScoped<IInboxCount, OpenCandidates>();
        builder.Services.AddScoped<ExtractionStart>();
        builder.Services.AddScoped<IJobWatcher, ExtractionWatcher>();
        builder.Services.AddSingleton<IConcurrencyRule, ExtractionGroup>();
        builder.Services.AddScoped<IExtractor, BuiltInExtractor>();
        builder.Services.AddScoped<LanguageModelExtractor>();
        builder.Services.AddScoped<IExtractor>(s => s.GetRequiredService<LanguageModelExtractor>());
    }
}

/// <summary>Reading a script takes a core and its memory.</summary>
internal sealed class ExtractionGroup : IConcurrencyRule
{
    public int? WidthOf(string group) => group == ExtractionJob.KindName ? Math.Max(2, Environment.ProcessorCount) : null;
}

internal sealed class OpenCandidates(LibraryContext db) : IInboxCount
{
    public Task<int> OpenAsync(Guid branchId) =>
        db.Set<Candidate>().CountAsync(c => c.BranchId == branchId && c.State == CandidateState.Open);
}
